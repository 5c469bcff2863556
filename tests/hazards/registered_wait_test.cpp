// Registered waits: whose threads no forked child has; for processes; without a thread; their end.
// SPDX-License-Identifier: MIT
#include <windows.h>

#include "conformance/calls.hpp"
#include "support/child_process.hpp"
#include "support/doctest.hpp"
#include "support/role.hpp"
#include "support/sanitizer.hpp"
#include "support/skip.hpp"
#include "support/unique_name.hpp"

#include <pthread.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstddef>

namespace {

void CALLBACK set_event(PVOID event, BOOLEAN) {
    SetEvent(event);
}

HANDLE registered(HANDLE object, HANDLE called) {
    HANDLE wait = nullptr;
    return RegisterWaitForSingleObject(&wait, object, set_event, called, INFINITE, 0) ? wait
                                                                                      : nullptr;
}

// Whether a wait that is made now does its work.
bool works(HANDLE object, HANDLE called) {
    const HANDLE wait = registered(object, called);
    SetEvent(object);
    return WaitForSingleObject(called, 30000) == WAIT_OBJECT_0 &&
           UnregisterWaitEx(wait, INVALID_HANDLE_VALUE);
}

}  // namespace

TEST_ROLE(fork_with_waits) {
    const HANDLE never = CreateEventA(nullptr, FALSE, FALSE, nullptr);
    const HANDLE object = CreateEventA(nullptr, FALSE, FALSE, nullptr);
    const HANDLE called = CreateEventA(nullptr, FALSE, FALSE, nullptr);
    const HANDLE wait = registered(never, called);
    const pid_t child = ::fork();
    if (child == 0) {
        const auto ended = test::ask([&] { return UnregisterWait(wait); });
        if (ended.value || ended.error != ERROR_INVALID_HANDLE) ::_exit(1);
        ::_exit(works(object, called) ? 0 : 2);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) return 3;
    return UnregisterWait(wait) && works(object, called) ? 0 : 4;
}

TEST_CASE("a forked child has no registered waits, but can make some") {
    if (test::fork_amid_threads_may_hang || test::has_thread_sanitizer)
        SKIP_BECAUSE("the sanitizer does not bear a fork amid threads, or threads after one");
    CHECK(test::child_process("fork_with_waits").wait() == 0);
}

TEST_ROLE(end_when_told) {
    test::hear();
    return 0;
}

TEST_CASE("the end of a process is told by a registered wait") {
    test::child_process child("end_when_told");
    const test::handle process(OpenProcess(SYNCHRONIZE, FALSE, static_cast<DWORD>(child.id())));
    const test::handle called(CreateEventA(nullptr, FALSE, FALSE, nullptr));
    const HANDLE wait = registered(process.get(), called.get());
    REQUIRE(wait != nullptr);
    CHECK(child.wait() == 0);
    CHECK(WaitForSingleObject(called.get(), 30000) == WAIT_OBJECT_0);
    UnregisterWaitEx(wait, INVALID_HANDLE_VALUE);
}

TEST_CASE("a wait that gets no thread is none") {
    const test::handle event(CreateEventA(nullptr, TRUE, FALSE, nullptr));
    pthread_attr_t usual;
    REQUIRE(pthread_getattr_default_np(&usual) == 0);
    pthread_attr_t huge;
    REQUIRE(pthread_getattr_default_np(&huge) == 0);
    REQUIRE(pthread_attr_setstacksize(&huge, std::size_t{1} << 60) == 0);
    REQUIRE(pthread_setattr_default_np(&huge) == 0);
    HANDLE wait = event.get();
    const auto made = test::ask([&] {
        return RegisterWaitForSingleObject(&wait, event.get(), set_event, nullptr, INFINITE, 0);
    });
    pthread_setattr_default_np(&usual);
    pthread_attr_destroy(&huge);
    pthread_attr_destroy(&usual);
    CHECK(!made.value);
    CHECK(made.error == ERROR_NOT_ENOUGH_MEMORY);
    CHECK(wait == nullptr);
}

TEST_CASE("once a wait is unregistered for good its object's name goes with the last handle") {
    const auto name = test::unique_name();
    for (int i = 0; i < 300; ++i) {
        test::handle event(CreateEventA(nullptr, TRUE, FALSE, name.c_str()));
        HANDLE wait = nullptr;
        REQUIRE(RegisterWaitForSingleObject(&wait, event.get(), set_event, nullptr, INFINITE, 0));
        CHECK(UnregisterWaitEx(wait, INVALID_HANDLE_VALUE));
        event.close();
        REQUIRE(!test::handle(OpenEventA(SYNCHRONIZE, FALSE, name.c_str())));
    }
}
