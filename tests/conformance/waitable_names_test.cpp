// Names, lifetime and inheritance of events, mutexes, semaphores and timers: as those of sections
// (semantics, table 2, 1.9, 1.10).
// SPDX-License-Identifier: MIT
#include <windows.h>

#include "support/child_process.hpp"
#include "support/doctest.hpp"
#include "support/eventually.hpp"
#include "support/role.hpp"
#include "support/unique_name.hpp"
#include "waits.hpp"

#include <functional>
#include <string>

using test::ask, test::auto_event, test::child_process, test::handle, test::mutex, test::semaphore,
    test::take, test::unique_wide_name, test::untouched, test::wait;

namespace {

// Lambdas, not the functions' addresses: for UBSan a W function here is one of char32_t.
struct kind {
    const char* called;
    std::function<HANDLE(LPSECURITY_ATTRIBUTES, const wchar_t*)> create;
    std::function<HANDLE(DWORD, BOOL, const wchar_t*)> open;
};

const kind kinds[] = {
    {"event",
     [](LPSECURITY_ATTRIBUTES given, const wchar_t* name) {
         return CreateEventW(given, FALSE, TRUE, name);
     },
     [](DWORD access, BOOL inherit, const wchar_t* name) {
         return OpenEventW(access, inherit, name);
     }},
    {"mutex",
     [](LPSECURITY_ATTRIBUTES given, const wchar_t* name) {
         return CreateMutexW(given, FALSE, name);
     },
     [](DWORD access, BOOL inherit, const wchar_t* name) {
         return OpenMutexW(access, inherit, name);
     }},
    {"semaphore",
     [](LPSECURITY_ATTRIBUTES given, const wchar_t* name) {
         return CreateSemaphoreW(given, 1, 1, name);
     },
     [](DWORD access, BOOL inherit, const wchar_t* name) {
         return OpenSemaphoreW(access, inherit, name);
     }},
    {"section",
     [](LPSECURITY_ATTRIBUTES given, const wchar_t* name) {
         return CreateFileMappingW(INVALID_HANDLE_VALUE, given, PAGE_READWRITE, 0, 4096, name);
     },
     [](DWORD access, BOOL inherit, const wchar_t* name) {
         return OpenFileMappingW(access, inherit, name);
     }},
    {"timer",
     [](LPSECURITY_ATTRIBUTES given, const wchar_t* name) {
         return CreateWaitableTimerW(given, FALSE, name);
     },
     [](DWORD access, BOOL inherit, const wchar_t* name) {
         return OpenWaitableTimerW(access, inherit, name);
     }},
};

DWORD opening(const kind& one, const std::wstring& name) {
    const auto opened = ask([&] { return one.open(READ_CONTROL, FALSE, name.c_str()); });
    const handle owned(opened.value);
    return opened.value ? untouched : opened.error;
}

std::string text_of(const handle& object) {
    return std::to_string(reinterpret_cast<ULONG_PTR>(object.get()));
}

handle handle_of(const std::string& text) {
    return handle(reinterpret_cast<HANDLE>(static_cast<ULONG_PTR>(std::stoull(text))));
}

DWORD waiting(const handle& object) {
    const auto waited = ask([&] { return wait(object); });
    return waited.value == WAIT_FAILED ? waited.error : waited.value;
}

}  // namespace

// Tells how a wait on an inherited handle ends, and how the attempt to set it.
TEST_ROLE(waiting_heir) {
    const auto inherited = handle_of(given.at(0));
    const DWORD waited = waiting(inherited);
    const auto set = ask([&] { return SetEvent(inherited.get()); });
    test::say(std::to_string(waited) + " " + std::to_string(set.value ? 0 : set.error));
    return 0;
}

// Sets the event of this name, takes the mutex, and stays until it is killed.
TEST_ROLE(visitor_of_waitables) {
    const std::string name = given.at(0);
    const std::wstring wide(name.begin(), name.end());
    const handle event(OpenEventW(EVENT_MODIFY_STATE, FALSE, (wide + L".event").c_str()));
    const handle owned(OpenMutexW(SYNCHRONIZE, FALSE, (wide + L".mutex").c_str()));
    if (!SetEvent(event.get()) || wait(owned) != WAIT_OBJECT_0) return 1;
    test::say("done");
    test::hear();
    return 0;
}

TEST_CASE("F01 F02 all kinds of objects share one name space") {
    for (const auto& first : kinds) {
        const auto name = unique_wide_name();
        const handle object(first.create(nullptr, name.c_str()));
        REQUIRE(object);
        for (const auto& second : kinds) {
            CAPTURE(first.called);
            CAPTURE(second.called);
            const bool same = &first == &second;
            const auto made = ask([&] { return second.create(nullptr, name.c_str()); });
            const handle owned(made.value);
            CHECK(made.error == DWORD(same ? ERROR_ALREADY_EXISTS : ERROR_INVALID_HANDLE));
            CHECK(static_cast<bool>(owned) == same);
            CHECK(opening(second, name) == (same ? untouched : DWORD{ERROR_INVALID_HANDLE}));
        }
    }
}

TEST_CASE("K01 the name of any kind goes with the last handle, and a new object of it is another") {
    for (const auto& one : kinds) {
        CAPTURE(one.called);
        const auto name = unique_wide_name();
        handle first(one.create(nullptr, name.c_str()));
        handle second(one.open(SYNCHRONIZE, FALSE, name.c_str()));
        if (!second) second = handle(one.open(READ_CONTROL, FALSE, name.c_str()));
        first.close();
        CHECK(opening(one, name) == untouched);
        second.close();
        CHECK(opening(one, name) == ERROR_FILE_NOT_FOUND);
    }
}

TEST_CASE("a new object of the name is as fresh as the first") {
    const auto name = unique_wide_name();
    for (int i = 0; i < 3; ++i) {
        const auto object = semaphore(1, 5, name.c_str());
        LONG previous = -1;
        CHECK(ReleaseSemaphore(object.get(), 2, &previous));
        CHECK(previous == 1);
    }
}

TEST_CASE("D04 D06 an empty name of an event is none") {
    const auto first = auto_event(true, L"");
    const auto made = ask([] { return CreateEventW(nullptr, FALSE, FALSE, L""); });
    const handle second(made.value);
    CHECK(made.error == ERROR_SUCCESS);
    CHECK(wait(second) == WAIT_TIMEOUT);
}

TEST_CASE("1.3 bad names of any kind fail as those of sections do") {
    for (const auto& one : kinds)
        for (const wchar_t* const name : {L"a\\b", L"\\a", L"Local\\"}) {
            CAPTURE(one.called);
            const auto made = ask([&] { return one.create(nullptr, name); });
            const handle owned(made.value);
            const auto section = ask([&] { return kinds[3].create(nullptr, name); });
            CHECK(!owned);
            CHECK(section.value == nullptr);
            CHECK(made.error == section.error);
        }
}

TEST_CASE("a child sets an event by name and takes a mutex, which its death abandons") {
    const auto name = test::unique_name();
    const std::wstring wide(name.begin(), name.end());
    const auto event = auto_event(false, (wide + L".event").c_str());
    const auto object = mutex(false, (wide + L".mutex").c_str());
    child_process child("visitor_of_waitables", {name});
    CHECK(wait(event, test::long_time) == WAIT_OBJECT_0);
    REQUIRE(child.hear() == "done");
    CHECK(wait(object) == WAIT_TIMEOUT);
    child.kill();
    CHECK(wait(object, test::long_time) == WAIT_ABANDONED);
    CHECK(ReleaseMutex(object.get()));
}

TEST_CASE("L10 an inheritable event works in a child by its value, named or not") {
    SECURITY_ATTRIBUTES attributes{sizeof attributes, nullptr, TRUE};
    for (const std::wstring& name : {std::wstring(), unique_wide_name()}) {
        const handle event(CreateEventW(&attributes, FALSE, TRUE, name.c_str()));
        child_process child("waiting_heir", {text_of(event)});
        CHECK(child.hear() == "0 0");
        CHECK(child.wait() == 0);
        CHECK(take(event));
    }
}

TEST_CASE("L10 an inherited event has the rights that it had") {
    const auto name = unique_wide_name();
    const auto event = auto_event(true, name.c_str());
    const handle waiting_only(OpenEventW(SYNCHRONIZE, TRUE, name.c_str()));
    child_process waiter("waiting_heir", {text_of(waiting_only)});
    CHECK(waiter.hear() == "0 " + std::to_string(ERROR_ACCESS_DENIED));
    const handle setting_only(OpenEventW(EVENT_MODIFY_STATE, TRUE, name.c_str()));
    child_process setter("waiting_heir", {text_of(setting_only)});
    CHECK(setter.hear() == std::to_string(ERROR_ACCESS_DENIED) + " 0");
    CHECK(take(event));
}

TEST_CASE("L11 an event that is not inheritable means nothing in a child") {
    const auto event = auto_event(true);
    child_process child("waiting_heir", {text_of(event)});
    const auto error = std::to_string(ERROR_INVALID_HANDLE);
    CHECK(child.hear() == error + " " + error);
    CHECK(take(event));
}

TEST_CASE("M01 a duplicate means the same object, with the rights it was given") {
    const auto event = auto_event();
    HANDLE same = nullptr;
    REQUIRE(DuplicateHandle(GetCurrentProcess(), event.get(), GetCurrentProcess(), &same, 0, FALSE,
                            DUPLICATE_SAME_ACCESS));
    const handle second(same);
    CHECK(SetEvent(second.get()));
    CHECK(take(event));

    const auto waiting_only = test::duplicate(event, SYNCHRONIZE);
    CHECK(ask([&] { return SetEvent(waiting_only.get()); }).error == ERROR_ACCESS_DENIED);
    CHECK(waiting(waiting_only) == WAIT_TIMEOUT);
    const auto reading = test::duplicate(event, GENERIC_READ);
    CHECK(waiting(reading) == ERROR_ACCESS_DENIED);
    const auto executing = test::duplicate(event, GENERIC_EXECUTE);
    CHECK(waiting(executing) == WAIT_TIMEOUT);
    const auto writing = test::duplicate(event, GENERIC_WRITE);
    CHECK(SetEvent(writing.get()));
    CHECK(take(event));
}

TEST_CASE("N14 a handle value that was closed and used again means the new object") {
    auto first = auto_event(true);
    CHECK(take(first));
    CHECK(wait(first) == WAIT_TIMEOUT);
    first.close();
    for (int i = 0; i < 20; ++i) {
        const auto event = auto_event(true);
        CHECK(take(event));
        const auto count = semaphore(1, 1);
        CHECK(take(count));
        CHECK(ask([&] { return SetEvent(count.get()); }).error == ERROR_INVALID_HANDLE);
    }
}
