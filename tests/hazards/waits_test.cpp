// Waits and death: owners and sleepers that are killed, forks, limits.
// SPDX-License-Identifier: MIT
#include <windows.h>

#include "conformance/waits.hpp"
#include "forked.hpp"
#include "private_root.hpp"
#include "support/doctest.hpp"

#include <signal.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cstdio>
#include <cstring>
#include <string>
#include <thread>
#include <vector>

using test::auto_event, test::forked, test::gate, test::handle, test::in_child, test::manual_event,
    test::mutex, test::private_root, test::semaphore, test::take, test::values, test::wait,
    test::wait_all, test::wait_any;

namespace {

/// A process that waits for ever in one of the ways there are, having opened what it waits for.
forked sleeper(DWORD (*waiting)(), gate& about_to) {
    return forked([&, waiting] {
        about_to.open();
        waiting();
        FAIL("a wait ended that nothing ends");
    });
}

handle open_event() {
    return handle(OpenEventW(SYNCHRONIZE | EVENT_MODIFY_STATE, FALSE, L"event"));
}

DWORD wait_for_one() {
    const auto event = open_event();
    return wait(event, INFINITE);
}

DWORD wait_for_any_of_two() {
    const auto event = open_event();
    const auto other = auto_event();
    return wait_any(values({&other, &event}), INFINITE);
}

DWORD wait_for_both() {
    const auto event = open_event();
    const auto other = auto_event();
    return wait_all(values({&event, &other}), INFINITE);
}

/// The state letter in /proc/<pid>/stat.
char state_of(pid_t id) {
    char line[256]{};
    const std::string path = "/proc/" + std::to_string(id) + "/stat";
    FILE* const in = std::fopen(path.c_str(), "re");
    if (in == nullptr) return '?';
    const bool read = std::fgets(line, sizeof line, in) != nullptr;
    std::fclose(in);
    const char* const end = read ? std::strrchr(line, ')') : nullptr;
    return end != nullptr && end[1] != '\0' ? end[2] : '?';
}

void let_fall_asleep(pid_t process) {
    while (state_of(process) != 'S') ::usleep(200);
}

}  // namespace

TEST_CASE("a killed owner's mutex is abandoned by the time that its process is gone") {
    const private_root root;
    in_child([] {
        const auto object = mutex(false, L"mutex");
        for (int i = 0; i < 15; ++i) {
            gate owning;
            forked owner([&] {
                const auto same = mutex(false, L"mutex");
                CHECK(wait(same) == WAIT_OBJECT_0);
                owning.open();
                ::pause();
            });
            REQUIRE(owning.pass());
            CHECK(wait(object) == WAIT_TIMEOUT);
            owner.kill();
            CHECK(wait(object) == WAIT_ABANDONED);
            CHECK(ReleaseMutex(object.get()));
            CHECK(wait(object) == WAIT_OBJECT_0);
            CHECK(ReleaseMutex(object.get()));
        }
    });
}

TEST_CASE("a killed owner's mutex goes to one who sleeps, as abandoned") {
    const private_root root;
    in_child([] {
        const auto object = mutex(false, L"mutex");
        for (int i = 0; i < 15; ++i) {
            gate owning;
            forked owner([&] {
                const auto same = mutex(false, L"mutex");
                CHECK(wait(same) == WAIT_OBJECT_0);
                owning.open();
                ::pause();
            });
            REQUIRE(owning.pass());
            forked killer([&] {
                let_fall_asleep(::getppid());
                ::kill(owner.id(), SIGKILL);
            });
            CHECK(wait(object, test::long_time) == WAIT_ABANDONED);
            CHECK(killer.passed());
            CHECK(ReleaseMutex(object.get()));
        }
    });
}

TEST_CASE("a killed waiter takes no signal") {
    const private_root root;
    in_child([] {
        const auto event = auto_event(false, L"event");
        for (const auto waiting : {wait_for_one, wait_for_any_of_two, wait_for_both}) {
            gate about_to;
            forked process = sleeper(waiting, about_to);
            REQUIRE(about_to.pass());
            let_fall_asleep(process.id());
            process.kill();
            SetEvent(event.get());
            CHECK(take(event));
            CHECK(wait(event) == WAIT_TIMEOUT);
        }
    });
}

TEST_CASE("a signal reaches the living one of two who sleep, whichever is killed") {
    const private_root root;
    in_child([] {
        const auto event = auto_event(false, L"event");
        for (const auto waiting : {wait_for_one, wait_for_any_of_two, wait_for_both})
            for (int i = 0; i < 5; ++i) {
                gate about_to;
                forked doomed = sleeper(waiting, about_to);
                REQUIRE(about_to.pass());
                let_fall_asleep(doomed.id());
                forked survivor([] {
                    const auto same = open_event();
                    CHECK(wait(same, test::long_time) == WAIT_OBJECT_0);
                });
                let_fall_asleep(survivor.id());
                // The event wakes the one who slept first; that one dies at the same moment.
                ::kill(doomed.id(), SIGSTOP);
                if (waiting == wait_for_both) doomed.kill();
                SetEvent(event.get());
                if (waiting != wait_for_both) doomed.kill();
                CHECK(survivor.passed());
            }
    });
}

TEST_CASE("a forked child owns none of its parent's mutexes") {
    const private_root root;
    in_child([] {
        const auto owned = mutex(true, L"mutex");
        in_child([&] {
            CHECK(!ReleaseMutex(owned.get()));
            CHECK(GetLastError() == ERROR_NOT_OWNER);
            CHECK(wait(owned) == WAIT_TIMEOUT);
        });
        CHECK(wait(owned) == WAIT_OBJECT_0);
        CHECK(ReleaseMutex(owned.get()));
        CHECK(ReleaseMutex(owned.get()));
        CHECK(!ReleaseMutex(owned.get()));
    });
}

TEST_CASE("a forked child's mutex is abandoned by its death, not by its parent's") {
    const private_root root;
    in_child([] {
        const auto object = mutex(false, L"mutex");
        in_child([&] { CHECK(wait(object) == WAIT_OBJECT_0); });
        CHECK(wait(object) == WAIT_ABANDONED);
        in_child([&] { CHECK(wait(object) == WAIT_TIMEOUT); });
        CHECK(ReleaseMutex(object.get()));
    });
}

TEST_CASE("unnamed objects are shared with a forked child") {
    const private_root root;
    in_child([] {
        const auto there = auto_event();
        const auto back = semaphore(0, 1);
        forked child([&] {
            CHECK(wait(there, test::long_time) == WAIT_OBJECT_0);
            CHECK(ReleaseSemaphore(back.get(), 1, nullptr));
        });
        SetEvent(there.get());
        CHECK(wait(back, test::long_time) == WAIT_OBJECT_0);
        CHECK(child.passed());
    });
}

TEST_CASE("a thread owns 2000 mutexes and no more") {
    const private_root root;
    in_child([] {
        rlimit files{};
        REQUIRE(::getrlimit(RLIMIT_NOFILE, &files) == 0);
        files.rlim_cur = files.rlim_max;
        REQUIRE(::setrlimit(RLIMIT_NOFILE, &files) == 0);
        std::vector<handle> all;
        for (int i = 0; i < 2001; ++i) all.push_back(mutex());
        REQUIRE(all.back());
        for (int i = 0; i < 2000; ++i) REQUIRE(take(all[static_cast<std::size_t>(i)]));
        SetLastError(0);
        CHECK(wait(all.back()) == WAIT_FAILED);
        CHECK(GetLastError() == ERROR_NO_SYSTEM_RESOURCES);
        CHECK(mutex(true).get() == nullptr);
        CHECK(GetLastError() == ERROR_NO_SYSTEM_RESOURCES);
        CHECK(ReleaseMutex(all.front().get()));
        CHECK(take(all.back()));
    });
}

TEST_CASE("a sleeping waiter is left alone: a wait is a few context switches, however long") {
    const private_root root;
    in_child([] {
        const auto one = auto_event();
        const auto two = manual_event();
        const auto switches = [](auto waiting) {
            rusage before{};
            rusage after{};
            const bool asked = ::getrusage(RUSAGE_THREAD, &before) == 0;
            CHECK(waiting() == WAIT_TIMEOUT);
            CHECK((asked && ::getrusage(RUSAGE_THREAD, &after) == 0));
            return after.ru_nvcsw - before.ru_nvcsw;
        };
        constexpr DWORD long_while = 3000;
        long single = 0;
        long any = 0;
        long all = 0;
        std::thread first([&] { single = switches([&] { return wait(one, long_while); }); });
        std::thread second([&] {
            any = switches([&] { return wait_any(values({&one, &two}), long_while); });
        });
        std::thread third([&] {
            all = switches([&] { return wait_all(values({&one, &two}), long_while); });
        });
        first.join();
        second.join();
        third.join();
        for (const long count : {single, any, all}) {
            CHECK(count >= 1);
            CHECK(count <= 10);
        }
    });
}
