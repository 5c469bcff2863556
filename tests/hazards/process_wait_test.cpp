// Waits for any of processes and other objects: they sleep, and lose nothing to those who die.
// SPDX-License-Identifier: MIT
#include <windows.h>

#include "conformance/waits.hpp"
#include "forked.hpp"
#include "object_value.hpp"
#include "private_root.hpp"
#include "support/doctest.hpp"
#include "support/eventually.hpp"
#include "support/skip.hpp"
#include "surroundings.hpp"

#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <signal.h>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstddef>
#include <fstream>
#include <iterator>
#include <string>
#include <thread>
#include <vector>

#ifndef SYS_futex_waitv
#define SYS_futex_waitv 449
#endif

using test::auto_event, test::eventually, test::forked, test::handle, test::in_child,
    test::manual_event, test::object_units, test::private_root, test::semaphore, test::take,
    test::values, test::wait, test::wait_any;

namespace {

using clock = std::chrono::steady_clock;

/// Runs until it is killed.
forked endless_process() {
    return forked([] {
        for (;;) ::pause();
    });
}

handle handle_of(const forked& process) {
    return handle(OpenProcess(SYNCHRONIZE, FALSE, static_cast<DWORD>(process.id())));
}

/// Whether such waits can sleep here: not before Linux 5.18, nor where io_uring is forbidden.
bool can_sleep_on_both() {
    const auto fails_with = [](int error, long call, auto... arguments) {
        return ::syscall(call, arguments...) == -1 && errno == error;
    };
    // Called with nonsense, each says whether it is there at all.
    return fails_with(EFAULT, SYS_io_uring_setup, 1, nullptr) &&
           fails_with(EINVAL, SYS_futex_waitv, nullptr, 0, 0, nullptr, 0);
}

struct used {
    long switches = 0;
    std::chrono::microseconds processor{};
};

/// What the calling thread has used up while `call` ran.
template <class Call>
used used_by(Call call) {
    const auto now = [] {
        rusage all{};
        REQUIRE(::getrusage(RUSAGE_THREAD, &all) == 0);
        const auto of = [](timeval time) {
            return std::chrono::seconds(time.tv_sec) + std::chrono::microseconds(time.tv_usec);
        };
        return used{all.ru_nvcsw, of(all.ru_utime) + of(all.ru_stime)};
    };
    const used before = now();
    call();
    const used after = now();
    return {after.switches - before.switches, after.processor - before.processor};
}

/// From here on the calls from `first` to `last` fail with `error` in this process.
void refuse(unsigned first, unsigned last, int error) {
    constexpr auto number = static_cast<unsigned>(offsetof(seccomp_data, nr));
    sock_filter program[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, number),
        BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, first, 0, 2),
        BPF_JUMP(BPF_JMP | BPF_JGT | BPF_K, last, 1, 0),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | static_cast<unsigned>(error)),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    const sock_fprog filter{std::size(program), program};
    REQUIRE(::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0);
    REQUIRE(::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter) == 0);
}

void refuse_io_uring(int error) {
    refuse(SYS_io_uring_setup, SYS_io_uring_register, error);
}

/// Whether a thread of a process sleeps in a futex call.
bool is_asleep(pid_t thread) {
    std::ifstream in("/proc/" + std::to_string(thread) + "/syscall");
    long call = -1;
    return in >> call && (call == SYS_futex || call == SYS_futex_waitv);
}

void let_fall_asleep(pid_t thread) {
    CHECK(eventually([&] { return is_asleep(thread); }));
}

/// While one lives, a process that sleeps does not come to run where this thread does not sleep,
/// though it be woken: both have one processor, and this thread comes first. Most of the time.
class held_back {
  public:
    explicit held_back(const forked& process) : process_(process.id()) {
        REQUIRE(::sched_getaffinity(0, sizeof all_, &all_) == 0);
        cpu_set_t one;
        CPU_ZERO(&one);
        CPU_SET(static_cast<unsigned>(::sched_getcpu()), &one);
        REQUIRE(::sched_setaffinity(0, sizeof one, &one) == 0);
        REQUIRE(::sched_setaffinity(process_, sizeof one, &one) == 0);
        set_policy(SCHED_IDLE);
    }
    held_back(const held_back&) = delete;
    held_back& operator=(const held_back&) = delete;
    ~held_back() {
        set_policy(SCHED_OTHER);
        CHECK(::sched_setaffinity(0, sizeof all_, &all_) == 0);
    }

  private:
    void set_policy(int policy) const {
        const sched_param usual{};
        CHECK(::sched_setscheduler(process_, policy, &usual) == 0);
    }

    pid_t process_;
    cpu_set_t all_{};
};

/// A wait for a process and an event is ended by the one and by the other.
void check_that_each_ends_it() {
    const auto event = auto_event();
    forked doomed = endless_process();
    const auto process = handle_of(doomed);
    const auto both = values({&process, &event});
    CHECK(wait_any(both, 20) == WAIT_TIMEOUT);
    std::thread setter([&] {
        ::usleep(20'000);
        SetEvent(event.get());
    });
    CHECK(wait_any(both, test::long_time) == WAIT_OBJECT_0 + 1);
    setter.join();
    CHECK(wait_any(both, 20) == WAIT_TIMEOUT);
    std::thread killer([&] {
        ::usleep(20'000);
        doomed.kill();
    });
    CHECK(wait_any(both, test::long_time) == WAIT_OBJECT_0);
    killer.join();
    CHECK(!take(event));
}

bool has_ring_mapped() {
    std::ifstream maps("/proc/self/maps");
    for (std::string line; std::getline(maps, line);)
        if (line.find("[io_uring]") != std::string::npos) return true;
    return false;
}

}  // namespace

TEST_CASE("a wait for any of a process and other objects sleeps all the time") {
    if (!can_sleep_on_both()) SKIP_BECAUSE("no io_uring, or no futex_waitv");
    const private_root root;
    in_child([] {
        const auto first = auto_event();
        const auto second = manual_event();
        const auto count = semaphore(0, 1);
        const forked child = endless_process();
        const auto process = handle_of(child);
        for (const auto& objects :
             {values({&process, &first}), values({&first, &process, &second, &count})}) {
            CHECK(wait_any(objects, 1) == WAIT_TIMEOUT);
            const auto begin = clock::now();
            const used all = used_by([&] { CHECK(wait_any(objects, 1000) == WAIT_TIMEOUT); });
            CHECK(clock::now() - begin >= std::chrono::seconds(1));
            CHECK(all.switches >= 1);
            CHECK(all.switches <= 5);
            CHECK(all.processor < std::chrono::milliseconds(10));
        }
    });
}

TEST_CASE("a wait for any of a process and an event does not end early") {
    const private_root root;
    in_child([] {
        const auto event = auto_event();
        const forked child = endless_process();
        const auto process = handle_of(child);
        for (const unsigned limit : {1U, 2U, 3U, 7U, 20U, 50U}) {
            const auto begin = clock::now();
            CHECK(wait_any(values({&event, &process}), limit) == WAIT_TIMEOUT);
            CHECK(clock::now() - begin >= std::chrono::milliseconds(limit));
        }
    });
}

TEST_CASE("each of a process and an event ends the wait for any of them") {
    const private_root root;
    in_child(check_that_each_ends_it);
}

TEST_CASE("a process's end and a signal that come together are both seen, once") {
    const private_root root;
    in_child([] {
        const auto event = auto_event();
        std::vector<int> ended_by(2);
        for (int round = 0; round < 300; ++round) {
            forked doomed = endless_process();
            const auto process = handle_of(doomed);
            const auto both = values({&process, &event});
            const pid_t waiter = ::gettid();
            std::thread other([&] {
                while (round % 3 != 0 && !is_asleep(waiter)) ::sched_yield();
                if (round % 2 == 0) ::kill(doomed.id(), SIGKILL);
                // Some 0.2 to 1 ms is what a process takes to end.
                for (const auto end = clock::now() + std::chrono::microseconds(round * 3);
                     clock::now() < end;) {
                }
                SetEvent(event.get());
                if (round % 2 != 0) ::kill(doomed.id(), SIGKILL);
            });
            const DWORD first = wait_any(both, test::long_time);
            REQUIRE(first <= WAIT_OBJECT_0 + 1);
            ++ended_by[first];
            // What has ended stays so; the event is there unless it was taken.
            other.join();
            CHECK(wait(process, test::long_time) == WAIT_OBJECT_0);
            CHECK(wait(event) == (first == WAIT_OBJECT_0 ? WAIT_OBJECT_0 : WAIT_TIMEOUT));
            REQUIRE(!take(event));
        }
        MESSAGE("ended by the process: " << ended_by[0] << ", by the event: " << ended_by[1]);
    });
}

TEST_CASE("of an end and a signal that are both there the lower index counts") {
    const private_root root;
    in_child([] {
        const auto event = auto_event();
        for (int round = 0; round < 20; ++round) {
            forked doomed = endless_process();
            const auto process = handle_of(doomed);
            const auto both = values({&process, &event});
            const pid_t waiter = ::gettid();
            std::thread other([&] {
                let_fall_asleep(waiter);
                doomed.kill();
                SetEvent(event.get());
            });
            CHECK(wait_any(both, test::long_time) == WAIT_OBJECT_0);
            other.join();
            CHECK(take(event));
        }
    });
}

TEST_CASE("a signal reaches who sleeps on it alone, if one who watches a process too is killed") {
    const private_root root;
    in_child([] {
        const auto event = auto_event(false, L"event");
        const auto other_event = auto_event();
        const forked child = endless_process();
        const auto process = handle_of(child);
        for (const auto& objects :
             {values({&process, &event}), values({&other_event, &process, &event})})
            for (int round = 0; round < 20; ++round) {
                forked doomed([&] { wait_any(objects, INFINITE); });
                let_fall_asleep(doomed.id());
                forked survivor([&] { CHECK(wait(event, test::long_time) == WAIT_OBJECT_0); });
                let_fall_asleep(survivor.id());
                // The event wakes the one who slept first; that one dies before it comes to run.
                {
                    const held_back until_killed(doomed);
                    SetEvent(event.get());
                    ::kill(doomed.id(), SIGKILL);
                }
                doomed.kill();
                CHECK(eventually(
                    [&] { return survivor.has_ended() || object_units(event.get()) == 0; }));
                // It may have come to run, and taken the signal, all the same.
                if (!survivor.has_ended()) SetEvent(event.get());
                CHECK(survivor.passed());
                take(event);
            }
    });
}

TEST_CASE("a signal reaches who sleeps on it alone, if the other one leaves for a process's end") {
    const private_root root;
    in_child([] {
        const auto event = auto_event();
        for (int round = 0; round < 20; ++round) {
            forked child = endless_process();
            const auto process = handle_of(child);
            forked leaver([&] {
                CHECK(wait_any(values({&process, &event}), test::long_time) == WAIT_OBJECT_0);
            });
            let_fall_asleep(leaver.id());
            forked survivor([&] { CHECK(wait(event, test::long_time) == WAIT_OBJECT_0); });
            let_fall_asleep(survivor.id());
            // The event wakes the one who slept first; that one comes to run only later, when the
            // process has ended too.
            {
                const held_back until_set(leaver);
                ::kill(child.id(), SIGKILL);
                while (wait(process) != WAIT_OBJECT_0) {
                }
                SetEvent(event.get());
            }
            CHECK(leaver.passed());
            CHECK(survivor.passed());
            CHECK(object_units(event.get()) == 0);
        }
    });
}

TEST_CASE("a wait for processes and other objects holds no descriptor") {
    if (!can_sleep_on_both()) SKIP_BECAUSE("no io_uring, or no futex_waitv");
    const private_root root;
    in_child([] {
        const auto event = auto_event();
        const forked child = endless_process();
        const auto process = handle_of(child);
        const int before = test::open_descriptors();
        const pid_t waiter = ::gettid();
        int during = 0;
        std::thread other([&] {
            let_fall_asleep(waiter);
            during = test::open_descriptors();
            // A fork meanwhile: the child has nothing of it, and waits for itself.
            const forked fresh([&] {
                CHECK(test::open_descriptors() == before);
                CHECK(!has_ring_mapped());
            });
            CHECK(eventually([&] { return fresh.has_ended(); }));
            SetEvent(event.get());
        });
        CHECK(wait_any(values({&process, &event}), test::long_time) == WAIT_OBJECT_0 + 1);
        other.join();
        CHECK(during == before);
        CHECK(test::open_descriptors() == before);
        CHECK(has_ring_mapped());
        in_child(check_that_each_ends_it);
        check_that_each_ends_it();
    });
}

TEST_CASE("a thread's ring goes with the thread") {
    if (!can_sleep_on_both()) SKIP_BECAUSE("no io_uring, or no futex_waitv");
    const private_root root;
    in_child([] {
        const auto event = auto_event();
        const forked child = endless_process();
        const auto process = handle_of(child);
        std::thread([&] {
            CHECK(wait_any(values({&process, &event}), 1) == WAIT_TIMEOUT);
            CHECK(has_ring_mapped());
        }).join();
        CHECK(!has_ring_mapped());
    });
}

TEST_CASE("other calls of a thread are not interrupted by its waits for processes") {
    const private_root root;
    in_child([] {
        const auto event = auto_event();
        const forked child = endless_process();
        const auto process = handle_of(child);
        const int nothing = ::epoll_create1(0);
        for (int i = 0; i < 20; ++i) {
            CHECK(wait_any(values({&process, &event}), 1) == WAIT_TIMEOUT);
            epoll_event happened{};
            CHECK(::epoll_wait(nothing, &happened, 1, 10) == 0);
        }
        ::close(nothing);
    });
}

TEST_CASE("where io_uring is refused, a wait for a process and an event is ended by each") {
    for (const int error : {ENOSYS, EPERM, ENOMEM}) {
        CAPTURE(error);
        const private_root root;
        in_child([&] {
            refuse_io_uring(error);
            check_that_each_ends_it();
            const auto event = auto_event();
            const forked child = endless_process();
            const auto process = handle_of(child);
            const used all = used_by([&] {
                CHECK(wait_any(values({&process, &event}), 500) == WAIT_TIMEOUT);
            });
            CHECK(all.switches <= 105);  // 1, 2, 4 and then 5 ms each
            CHECK(all.switches >= 10);   // else nothing was refused
        });
    }
}

TEST_CASE("where a ring cannot be registered, a wait for a process and an event is ended by each") {
    for (const int error : {EINVAL, EPERM, EBUSY, ENOMEM}) {
        CAPTURE(error);
        const private_root root;
        in_child([&] {
            refuse(SYS_io_uring_register, SYS_io_uring_register, error);
            check_that_each_ends_it();
            const int before = test::open_descriptors();
            check_that_each_ends_it();
            CHECK(!has_ring_mapped());
            CHECK(test::open_descriptors() == before);
        });
    }
}

TEST_CASE("without futex_waitv a wait for a process and an event is ended by each") {
    const private_root root;
    in_child([] {
        refuse(SYS_futex_waitv, SYS_futex_waitv, ENOSYS);
        check_that_each_ends_it();
        refuse_io_uring(ENOSYS);
        check_that_each_ends_it();
    });
}

TEST_CASE("where io_uring is refused from some time on, waits go on") {
    const private_root root;
    in_child([] {
        check_that_each_ends_it();
        refuse_io_uring(EPERM);
        check_that_each_ends_it();
    });
}

TEST_CASE("without a free descriptor a wait for a process and an event is ended by each") {
    const private_root root;
    in_child([] {
        const auto event = auto_event();
        forked doomed = endless_process();
        const auto process = handle_of(doomed);
        const auto both = values({&process, &event});
        test::exhaust_descriptors(0);
        CHECK(wait_any(both, 20) == WAIT_TIMEOUT);
        std::thread setter([&] {
            ::usleep(20'000);
            SetEvent(event.get());
        });
        CHECK(wait_any(both, test::long_time) == WAIT_OBJECT_0 + 1);
        setter.join();
        std::thread killer([&] {
            ::usleep(20'000);
            ::kill(doomed.id(), SIGKILL);
        });
        CHECK(wait_any(both, test::long_time) == WAIT_OBJECT_0);
        killer.join();
    });
}
