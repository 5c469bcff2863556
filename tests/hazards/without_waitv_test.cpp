// Waits where a seccomp filter refuses futex_waitv and io_uring, as those of containers do, or
// where the kernel does not have them. SPDX-License-Identifier: MIT
#include <windows.h>

#include "conformance/waits.hpp"
#include "forked.hpp"
#include "private_root.hpp"
#include "support/doctest.hpp"

#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstddef>
#include <functional>

#ifndef SYS_futex_waitv
#define SYS_futex_waitv 449
#endif

using test::auto_event, test::auto_timer, test::forked, test::handle, test::in_child,
    test::manual_event, test::manual_timer, test::mutex, test::set_timer, test::private_root,
    test::semaphore, test::take, test::values, test::wait, test::wait_all, test::wait_any;

namespace {

/// From here on these calls fail with `error` in this process.
void refuse_newer_calls(int error) {
    constexpr auto number = static_cast<unsigned>(offsetof(seccomp_data, nr));
    std::array<sock_filter, 6> program{{
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, number),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_futex_waitv, 2, 0),
        BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, SYS_io_uring_setup, 0, 2),
        BPF_JUMP(BPF_JMP | BPF_JGT | BPF_K, SYS_io_uring_register, 1, 0),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | static_cast<unsigned>(error)),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    }};
    const sock_fprog filter{static_cast<unsigned short>(program.size()), program.data()};
    REQUIRE(::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0);
    REQUIRE(::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter) == 0);
    for (const long call : {long{SYS_futex_waitv}, long{SYS_io_uring_setup}}) {
        errno = 0;
        REQUIRE(::syscall(call, nullptr, 0, 0, nullptr, 0) == -1);
        REQUIRE(errno == error);
    }
}

/// Runs `body` with the calls refused in either way, while `peer` runs in a process that has them.
void without_newer_calls(const std::function<void()>& body, const std::function<void()>& peer) {
    for (const int error : {ENOSYS, EPERM}) {
        CAPTURE(error);
        const private_root root;
        in_child([&] {
            refuse_newer_calls(error);
            const auto begun = auto_event(false, L"begun");
            forked other([&] {
                const auto same = auto_event(false, L"begun");
                CHECK(wait(same, test::long_time) == WAIT_OBJECT_0);
                peer();
            });
            body();
            CHECK(other.passed());
        });
    }
}

/// Lets the peer go on, once this process is about to wait.
void begin() {
    const auto begun = auto_event(false, L"begun");
    CHECK(SetEvent(begun.get()));
}

}  // namespace

TEST_CASE("without futex_waitv a wait for any is ended by each of its objects") {
    without_newer_calls(
        [] {
            const auto event = auto_event(false, L"event");
            const auto manual = manual_event(false, L"manual");
            const auto count = semaphore(0, 1, L"count");
            const auto object = mutex(false, L"mutex");
            const auto answered = auto_event(false, L"answered");
            const auto owned = auto_event(false, L"owned");
            begin();
            CHECK(wait(owned, test::long_time) == WAIT_OBJECT_0);
            const auto all = values({&event, &manual, &count, &object});
            CHECK(wait_any(all, test::long_time) == WAIT_OBJECT_0);
            SetEvent(answered.get());
            CHECK(wait_any(all, test::long_time) == WAIT_OBJECT_0 + 1);
            ResetEvent(manual.get());
            SetEvent(answered.get());
            CHECK(wait_any(all, test::long_time) == WAIT_OBJECT_0 + 2);
            SetEvent(answered.get());
            CHECK(wait_any(all, test::long_time) == WAIT_ABANDONED_0 + 3);
            CHECK(ReleaseMutex(object.get()));
            CHECK(wait_any(all, 20) == WAIT_OBJECT_0 + 3);
            CHECK(ReleaseMutex(object.get()));
        },
        [] {
            const auto event = auto_event(false, L"event");
            const auto manual = manual_event(false, L"manual");
            const auto count = semaphore(0, 1, L"count");
            const auto object = mutex(true, L"mutex");
            const auto answered = auto_event(false, L"answered");
            const auto owned = auto_event(false, L"owned");
            // Whether the mutex was made here or there: it is ours before the waits begin.
            CHECK(wait(object) == WAIT_OBJECT_0);
            SetEvent(owned.get());
            ::usleep(2000);  // not needed for the results: lets the other process fall asleep
            SetEvent(event.get());
            CHECK(wait(answered, test::long_time) == WAIT_OBJECT_0);
            ::usleep(2000);
            SetEvent(manual.get());
            CHECK(wait(answered, test::long_time) == WAIT_OBJECT_0);
            ::usleep(2000);
            ReleaseSemaphore(count.get(), 1, nullptr);
            CHECK(wait(answered, test::long_time) == WAIT_OBJECT_0);
            ::usleep(2000);
        });
}

TEST_CASE("without futex_waitv a timer ends each kind of wait, and a set of it is seen") {
    without_newer_calls(
        [] {
            const auto event = auto_event(false, L"event");
            const auto timer = auto_timer(L"timer");
            const auto stays = manual_timer(L"stays");
            CHECK(set_timer(stays, 600'000));
            CHECK(set_timer(timer, 20));
            CHECK(wait(timer, test::long_time) == WAIT_OBJECT_0);
            CHECK(set_timer(timer, 20));
            CHECK(wait_any(values({&event, &stays, &timer}), test::long_time) == WAIT_OBJECT_0 + 2);
            begin();
            CHECK(wait_any(values({&event, &stays, &timer}), test::long_time) == WAIT_OBJECT_0 + 1);
            CHECK(wait(timer, test::long_time) == WAIT_OBJECT_0);
            CHECK(set_timer(timer, 20));
            CHECK(wait_all(values({&stays, &timer}), test::long_time) == WAIT_OBJECT_0);
        },
        [] {
            const auto timer = auto_timer(L"timer");
            const auto stays = manual_timer(L"stays");
            ::usleep(2000);
            CHECK(set_timer(stays, 5));
            ::usleep(20'000);
            CHECK(set_timer(timer, 5));
        });
}

TEST_CASE("without futex_waitv a wait for all takes all") {
    without_newer_calls(
        [] {
            const auto event = auto_event(false, L"event");
            const auto count = semaphore(0, 1, L"count");
            begin();
            const auto both = values({&event, &count});
            CHECK(wait_all(both, test::long_time) == WAIT_OBJECT_0);
            CHECK(wait_any(both, 5) == WAIT_TIMEOUT);
            CHECK(wait_all(both, 5) == WAIT_TIMEOUT);
        },
        [] {
            const auto event = auto_event(false, L"event");
            const auto count = semaphore(0, 1, L"count");
            ::usleep(2000);
            SetEvent(event.get());
            ::usleep(2000);
            ReleaseSemaphore(count.get(), 1, nullptr);
        });
}

TEST_CASE("without futex_waitv a manual-reset event releases who sleeps, although it is reset") {
    without_newer_calls(
        [] {
            const auto event = manual_event(false, L"event");
            const auto over = auto_event(false, L"over");
            begin();
            CHECK(wait(event, test::long_time) == WAIT_OBJECT_0);
            SetEvent(over.get());
        },
        [] {
            const auto event = manual_event(false, L"event");
            const auto over = auto_event(false, L"over");
            // One that comes before the other process sleeps releases nobody.
            do {
                SetEvent(event.get());
                ResetEvent(event.get());
            } while (wait(over, 1) == WAIT_TIMEOUT);
        });
}

TEST_CASE("without futex_waitv a wait for several looks a bounded number of times") {
    in_child([] {
        const private_root root;
        refuse_newer_calls(EPERM);
        const auto one = auto_event();
        const auto two = auto_event();
        rusage before{};  // of the thread: ThreadSanitizer has one of its own, which sleeps too
        rusage after{};
        REQUIRE(::getrusage(RUSAGE_THREAD, &before) == 0);
        CHECK(wait_any(values({&one, &two}), 1000) == WAIT_TIMEOUT);
        REQUIRE(::getrusage(RUSAGE_THREAD, &after) == 0);
        // 0.2, 0.4, 0.8, 1.6, 3.2 ms and then 5 ms each.
        CHECK(after.ru_nvcsw - before.ru_nvcsw <= 210);
        CHECK(after.ru_nvcsw - before.ru_nvcsw >= 10);  // else nothing was refused
    });
}
