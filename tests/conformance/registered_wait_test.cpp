// Registered waits. No row of the tables: what the documentation says.
// https://learn.microsoft.com/windows/win32/api/winbase/nf-winbase-registerwaitforsingleobject
// SPDX-License-Identifier: MIT
#include <windows.h>

#include "calls.hpp"
#include "support/doctest.hpp"
#include "support/wine.hpp"

#include <atomic>

using test::ask, test::handle;

namespace {

constexpr DWORD longest = 30000;

handle new_event(BOOL manual = FALSE, BOOL set = FALSE) {
    return handle(CreateEventA(nullptr, manual, set, nullptr));
}

bool comes(const handle& event, DWORD limit = longest) {
    return WaitForSingleObject(event.get(), limit) == WAIT_OBJECT_0;
}

bool is_set(const handle& event) {
    return WaitForSingleObject(event.get(), 0) == WAIT_OBJECT_0;
}

/// What a callback is given: it tells that it was called, and may be kept from returning.
struct call_log {
    handle called = new_event();
    handle may_return = new_event(TRUE, TRUE);
    std::atomic<int> for_object = 0;
    std::atomic<int> for_time = 0;
    std::atomic<DWORD> thread = 0;
};

void CALLBACK note_call(PVOID context, BOOLEAN timed_out) {
    auto& log = *static_cast<call_log*>(context);
    log.thread = GetCurrentThreadId();
    ++(timed_out ? log.for_time : log.for_object);
    SetEvent(log.called.get());
    WaitForSingleObject(log.may_return.get(), longest);
}

HANDLE registered(const handle& object, call_log& log, ULONG milliseconds = INFINITE,
                  ULONG flags = WT_EXECUTEDEFAULT) {
    HANDLE wait = nullptr;
    return RegisterWaitForSingleObject(&wait, object.get(), note_call, &log, milliseconds, flags)
               ? wait
               : nullptr;
}

/// The error of UnregisterWaitEx; `untouched` for success.
DWORD unregistering(HANDLE wait, HANDLE completion) {
    const auto ended = ask([&] { return UnregisterWaitEx(wait, completion); });
    return ended.value ? test::untouched : ended.error;
}

}  // namespace

TEST_CASE("a registered wait calls its function whenever the object is signaled") {
    call_log log;
    const auto event = new_event();
    const HANDLE wait = registered(event, log);
    REQUIRE(wait != nullptr);
    for (int i = 0; i < 3; ++i) {
        SetEvent(event.get());
        REQUIRE(comes(log.called));
    }
    CHECK(unregistering(wait, INVALID_HANDLE_VALUE) == test::untouched);
    CHECK(log.for_object == 3);
    CHECK(log.for_time == 0);
    CHECK(log.thread != GetCurrentThreadId());
    SetEvent(event.get());
    CHECK(is_set(event));
}

TEST_CASE("one that is to be called once is called once, and unregistered nevertheless") {
    call_log log;
    const auto event = new_event(TRUE, TRUE);
    const HANDLE wait = registered(event, log, INFINITE, WT_EXECUTEONLYONCE);
    call_log other_log;
    const HANDLE other = registered(event, other_log);
    while (other_log.for_object < 50) REQUIRE(comes(other_log.called));
    REQUIRE(comes(log.called));
    CHECK(unregistering(wait, INVALID_HANDLE_VALUE) == test::untouched);
    CHECK(unregistering(other, INVALID_HANDLE_VALUE) == test::untouched);
    CHECK(log.for_object == 1);
}

TEST_CASE("an object that stays signaled has the function called until the wait ends") {
    call_log log;
    const auto event = new_event(TRUE, TRUE);
    const HANDLE wait = registered(event, log, INFINITE, WT_EXECUTEINWAITTHREAD);
    REQUIRE(comes(log.called));
    REQUIRE(comes(log.called));
    CHECK(unregistering(wait, INVALID_HANDLE_VALUE) == test::untouched);
    const int calls = log.for_object;
    CHECK(calls >= 2);
    CHECK(log.for_object == calls);
}

TEST_CASE("a registered wait tells of its time, again and again") {
    call_log log;
    const auto event = new_event();
    const HANDLE wait = registered(event, log, 1);
    CHECK(comes(log.called));
    const bool again = comes(log.called, test::running_on_wine() ? 100 : longest);
    CHECK(test::differs_on_wine("RegisterWait.time", again));
    CHECK(unregistering(wait, INVALID_HANDLE_VALUE) == test::untouched);
    CHECK(log.for_time >= 1);
    CHECK(log.for_object == 0);
}

TEST_CASE("a wait that nothing ended is unregistered without a call") {
    call_log log;
    const auto event = new_event();
    CHECK(UnregisterWait(registered(event, log)));
    const auto done = new_event(TRUE);
    CHECK(unregistering(registered(event, log), done.get()) == test::untouched);
    CHECK(comes(done));
    SetEvent(event.get());
    CHECK(is_set(event));
    CHECK(log.for_object == 0);
}

TEST_CASE("while the function runs its wait ends later, and an event tells when") {
    call_log log;
    ResetEvent(log.may_return.get());
    const auto event = new_event();
    const auto done = new_event(TRUE);
    const HANDLE wait = registered(event, log);
    SetEvent(event.get());
    REQUIRE(comes(log.called));
    CHECK(unregistering(wait, done.get()) == ERROR_IO_PENDING);
    CHECK(!is_set(done));
    SetEvent(log.may_return.get());
    CHECK(comes(done));
    SetEvent(event.get());
    CHECK(is_set(event));
}

namespace {

struct own_end {
    std::atomic<HANDLE> wait = nullptr;
    handle may_begin = new_event(TRUE);
    handle done = new_event(TRUE);
    DWORD error = 0;
};

void CALLBACK end_own_wait(PVOID context, BOOLEAN) {
    auto& own = *static_cast<own_end*>(context);
    WaitForSingleObject(own.may_begin.get(), longest);
    const auto ended = ask([&] { return UnregisterWait(own.wait); });
    own.error = ended.value ? test::untouched : ended.error;
    SetEvent(own.done.get());
}

}  // namespace

TEST_CASE("a function can end its own wait") {
    own_end own;
    const auto event = new_event(FALSE, TRUE);
    HANDLE wait = nullptr;
    REQUIRE(RegisterWaitForSingleObject(&wait, event.get(), end_own_wait, &own, INFINITE, 0));
    own.wait = wait;
    SetEvent(own.may_begin.get());
    REQUIRE(comes(own.done));
    CHECK(own.error == ERROR_IO_PENDING);
    SetEvent(event.get());
    CHECK(is_set(event));
}

TEST_CASE("no wait is what was never registered") {
    CHECK(unregistering(nullptr, nullptr) == ERROR_INVALID_HANDLE);
    CHECK(unregistering(nullptr, INVALID_HANDLE_VALUE) == ERROR_INVALID_HANDLE);
    CHECK(ask([] { return UnregisterWait(nullptr); }).error == ERROR_INVALID_HANDLE);
}

TEST_CASE("a registered wait takes a semaphore's units one by one") {
    call_log log;
    const handle semaphore(CreateSemaphoreA(nullptr, 2, 2, nullptr));
    const HANDLE wait = registered(semaphore, log);
    REQUIRE(comes(log.called));
    while (log.for_object < 2) REQUIRE(comes(log.called));
    CHECK(unregistering(wait, INVALID_HANDLE_VALUE) == test::untouched);
    CHECK(!is_set(semaphore));
}
