// Names shared with objects of other types (semantics 1.1, 1.3, 1.4, 1.5, 1.9, 1.10).
// SPDX-License-Identifier: MIT
#include <windows.h>

#include "calls.hpp"
#include "support/doctest.hpp"
#include "support/unique_name.hpp"

#include <string>

using test::handle, test::page, test::create, test::ask;

namespace {

/// An object of another type under a name; the last error is that of its creation.
struct other_type {
    const char* type;
    HANDLE (*make)(const wchar_t* name);
    HANDLE (*find)(const wchar_t* name);
};

const other_type other_types[] = {
    {"event", [](const wchar_t* name) { return CreateEventW(nullptr, TRUE, FALSE, name); },
     [](const wchar_t* name) { return OpenEventW(EVENT_ALL_ACCESS, FALSE, name); }},
    {"mutex", [](const wchar_t* name) { return CreateMutexW(nullptr, FALSE, name); },
     [](const wchar_t* name) { return OpenMutexW(MUTEX_ALL_ACCESS, FALSE, name); }},
    {"semaphore", [](const wchar_t* name) { return CreateSemaphoreW(nullptr, 0, 1, name); },
     [](const wchar_t* name) { return OpenSemaphoreW(SEMAPHORE_ALL_ACCESS, FALSE, name); }},
    {"timer", [](const wchar_t* name) { return CreateWaitableTimerW(nullptr, FALSE, name); },
     [](const wchar_t* name) { return OpenWaitableTimerW(TIMER_ALL_ACCESS, FALSE, name); }},
};

}  // namespace

TEST_CASE("A16 an event is no file") {
    const handle event(CreateEventW(nullptr, TRUE, FALSE, nullptr));
    REQUIRE(event);
    const auto made = ask(
        [&] { return CreateFileMappingW(event.get(), nullptr, PAGE_READWRITE, 0, page, nullptr); });
    CHECK(made.value == nullptr);
    CHECK(made.error == ERROR_INVALID_HANDLE);
}

TEST_CASE("D02 D05 nothing of any type is opened without a name") {
    for (const auto& other : other_types) {
        CAPTURE(other.type);
        const auto null = ask([&] { return other.find(nullptr); });
        CHECK(null.value == nullptr);
        CHECK(null.error == ERROR_INVALID_PARAMETER);
        const auto empty = ask([&] { return other.find(L""); });
        CHECK(empty.value == nullptr);
        CHECK(empty.error == ERROR_INVALID_HANDLE);
    }
}

TEST_CASE("F03 size 0 is found before a name of another type") {
    const auto name = test::unique_wide_name();
    const handle event(CreateEventW(nullptr, TRUE, FALSE, name.c_str()));
    CHECK(test::creating(PAGE_READWRITE, 0, name.c_str()) == ERROR_INVALID_PARAMETER);
}

TEST_CASE("G06 an event is not mapped") {
    const handle event(CreateEventW(nullptr, TRUE, FALSE, nullptr));
    CHECK(test::mapping(event, FILE_MAP_READ) == ERROR_INVALID_HANDLE);
}

TEST_CASE("K11 a name that one type has left is taken by another") {
    const auto name = test::unique_wide_name();
    create(PAGE_READWRITE, page, name.c_str()).close();
    for (const auto& other : other_types) {
        CAPTURE(other.type);
        const auto made = ask([&] { return other.make(name.c_str()); });
        const handle owned(made.value);
        CHECK(made.value != nullptr);
        CHECK(made.error == ERROR_SUCCESS);
    }
    CHECK(test::creating(PAGE_READWRITE, page, name.c_str()) == ERROR_SUCCESS);
}

TEST_CASE("N13 a section is nothing to wait for") {
    const auto section = create(PAGE_READWRITE, page);
    const auto waited = ask([&] { return WaitForSingleObject(section.get(), 0); });
    CHECK(waited.value == WAIT_FAILED);
    CHECK(waited.error == ERROR_ACCESS_DENIED);
}
