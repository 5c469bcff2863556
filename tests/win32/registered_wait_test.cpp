// Registered waits, each of which has a thread.
// SPDX-License-Identifier: MIT
#include <windows.h>

#include "conformance/calls.hpp"
#include "support/doctest.hpp"

#include <atomic>

using test::ask, test::handle;

namespace {

struct two_calls {
    handle called{CreateEventA(nullptr, FALSE, FALSE, nullptr)};
    handle may_return{CreateEventA(nullptr, TRUE, FALSE, nullptr)};
    std::atomic<DWORD> thread = 0;
};

void CALLBACK stay(PVOID context, BOOLEAN) {
    auto& call = *static_cast<two_calls*>(context);
    call.thread = GetCurrentThreadId();
    SetEvent(call.called.get());
    WaitForSingleObject(call.may_return.get(), INFINITE);
}

DWORD registering(HANDLE object, ULONG flags = 0, WAITORTIMERCALLBACK callback = stay) {
    HANDLE wait = nullptr;
    const auto made = ask([&] {
        return RegisterWaitForSingleObject(&wait, object, callback, nullptr, INFINITE, flags);
    });
    if (made.value) UnregisterWait(wait);
    return made.value ? test::untouched : made.error;
}

}  // namespace

TEST_CASE("on Linux a registered wait has a thread of its own") {
    two_calls first;
    two_calls second;
    handle event(CreateEventA(nullptr, TRUE, FALSE, nullptr));
    const HANDLE object = event.get();
    HANDLE waits[2] = {};
    REQUIRE(
        RegisterWaitForSingleObject(&waits[0], object, stay, &first, INFINITE, WT_EXECUTEONLYONCE));
    REQUIRE(RegisterWaitForSingleObject(&waits[1], object, stay, &second, INFINITE,
                                        WT_EXECUTEINWAITTHREAD | WT_EXECUTEONLYONCE));
    SetEvent(object);
    event.close();  // they have duplicates
    CHECK(WaitForSingleObject(first.called.get(), INFINITE) == WAIT_OBJECT_0);
    CHECK(WaitForSingleObject(second.called.get(), INFINITE) == WAIT_OBJECT_0);
    CHECK(first.thread != second.thread);
    SetEvent(first.may_return.get());
    SetEvent(second.may_return.get());
    for (const HANDLE wait : waits) CHECK(UnregisterWaitEx(wait, INVALID_HANDLE_VALUE));
    CHECK(ask([&] { return UnregisterWait(waits[0]); }).error == ERROR_INVALID_HANDLE);
}

TEST_CASE("on Linux what cannot be waited for is not registered") {
    const auto section = test::create(PAGE_READWRITE, test::page);
    CHECK(registering(section.get()) == ERROR_ACCESS_DENIED);  // it has no such right
    CHECK(registering(test::closed_handle()) == ERROR_INVALID_HANDLE);
    CHECK(registering(nullptr) == ERROR_INVALID_HANDLE);
    const handle event(CreateEventA(nullptr, TRUE, FALSE, nullptr));
    const auto without_right = test::duplicate(event, EVENT_MODIFY_STATE);
    CHECK(registering(without_right.get()) == ERROR_ACCESS_DENIED);
    CHECK(registering(event.get(), 0x200) == ERROR_INVALID_PARAMETER);
    CHECK(registering(event.get(), 0, nullptr) == ERROR_INVALID_PARAMETER);
    CHECK(registering(event.get(), 0xFFFF0000 | WT_EXECUTELONGFUNCTION) == test::untouched);
}
