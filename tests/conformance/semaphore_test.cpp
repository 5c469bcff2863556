// Semaphores (semantics, table 2).
// SPDX-License-Identifier: MIT
#include <windows.h>

#include "support/doctest.hpp"
#include "support/unique_name.hpp"
#include "support/wine.hpp"
#include "waits.hpp"

#include <limits>

using test::ask, test::differs_on_wine, test::handle, test::semaphore, test::take,
    test::unique_wide_name, test::untouched, test::wait;

namespace {

constexpr LONG never_told = -77;

struct release {
    DWORD error;
    LONG previous;
};

release releasing(const handle& object, LONG count) {
    LONG previous = never_told;
    const auto released = ask([&] { return ReleaseSemaphore(object.get(), count, &previous); });
    return {released.value ? untouched : released.error, previous};
}

int takes(const handle& object) {
    int count = 0;
    while (take(object)) ++count;
    return count;
}

DWORD creating(LONG count, LONG maximum, const wchar_t* name = nullptr) {
    const auto made = ask([&] { return CreateSemaphoreW(nullptr, count, maximum, name); });
    const handle owned(made.value);
    return made.error;
}

}  // namespace

TEST_CASE("V49 counts that make no sense are refused") {
    CHECK(creating(0, 0) == ERROR_INVALID_PARAMETER);
    CHECK(creating(0, -1) == ERROR_INVALID_PARAMETER);
    CHECK(creating(-1, 1) == ERROR_INVALID_PARAMETER);
    CHECK(creating(2, 1) == ERROR_INVALID_PARAMETER);
    CHECK(creating(1, 1) == ERROR_SUCCESS);
}

TEST_CASE("V50 they are refused also where the semaphore exists") {
    const auto name = unique_wide_name();
    const auto first = semaphore(1, 1, name.c_str());
    CHECK(creating(2, 1, name.c_str()) == ERROR_INVALID_PARAMETER);
    CHECK(creating(0, 5, name.c_str()) == ERROR_ALREADY_EXISTS);
    CHECK(takes(first) == 1);
}

TEST_CASE("V41 ReleaseSemaphore adds, and tells the count before") {
    const auto object = semaphore(1, 10);
    const auto first = releasing(object, 3);
    CHECK(first.error == untouched);
    CHECK(first.previous == 1);
    CHECK(releasing(object, 1).previous == 4);
    CHECK(ReleaseSemaphore(object.get(), 1, nullptr));
    CHECK(takes(object) == 6);
}

TEST_CASE("V42 a release over the maximum changes nothing") {
    const auto object = semaphore(3, 4);
    const auto over = releasing(object, 2);
    CHECK(over.error == ERROR_TOO_MANY_POSTS);
    CHECK(over.previous == never_told);
    CHECK(releasing(object, std::numeric_limits<LONG>::max()).error == ERROR_TOO_MANY_POSTS);
    CHECK(takes(object) == 3);
}

TEST_CASE("V43 a release of nothing is refused") {
    const auto object = semaphore(1, 4);
    const auto nothing = releasing(object, 0);
    CHECK(differs_on_wine("V43", nothing.error == ERROR_INVALID_PARAMETER &&
                                     nothing.previous == never_told));
    CHECK(takes(object) == 1);
}

TEST_CASE("V44 a release of less than nothing is refused") {
    const auto object = semaphore(1, 4);
    const auto less = releasing(object, -1);
    CHECK(differs_on_wine("V44", less.error == ERROR_INVALID_PARAMETER));
    CHECK(less.error != untouched);
    CHECK(takes(object) == 1);
}

TEST_CASE("a semaphore holds the greatest count there is") {
    constexpr LONG most = std::numeric_limits<LONG>::max();
    const auto object = semaphore(most, most);
    CHECK(releasing(object, 1).error == ERROR_TOO_MANY_POSTS);
    CHECK(take(object));
    CHECK(releasing(object, 1).previous == most - 1);
}

TEST_CASE("2.3 a wait takes one, and times out at none") {
    const auto object = semaphore(2, 2);
    CHECK(take(object));
    CHECK(take(object));
    const auto none = ask([&] { return wait(object); });
    CHECK(none.value == WAIT_TIMEOUT);
    CHECK(none.error == untouched);
}

TEST_CASE("V14 what is no semaphore cannot be released") {
    const auto event = test::auto_event();
    for (const HANDLE value : {HANDLE{}, event.get(), test::closed_handle()}) {
        const auto tried = ask([&] { return ReleaseSemaphore(value, 1, nullptr); });
        CHECK(!tried.value);
        CHECK(tried.error == ERROR_INVALID_HANDLE);
    }
}

TEST_CASE("releasing a semaphore needs SEMAPHORE_MODIFY_STATE, waiting SYNCHRONIZE") {
    const auto name = unique_wide_name();
    const auto object = semaphore(1, 2, name.c_str());
    const handle waiting(OpenSemaphoreW(SYNCHRONIZE, FALSE, name.c_str()));
    CHECK(releasing(waiting, 1).error == ERROR_ACCESS_DENIED);
    CHECK(take(waiting));
    const handle posting(OpenSemaphoreW(SEMAPHORE_MODIFY_STATE, FALSE, name.c_str()));
    CHECK(releasing(posting, 1).previous == 0);
    const auto waited = ask([&] { return wait(posting); });
    CHECK(waited.value == WAIT_FAILED);
    CHECK(waited.error == ERROR_ACCESS_DENIED);
}

TEST_CASE("2.3 CreateSemaphoreEx takes rights, and no flags") {
    const handle object(CreateSemaphoreExW(nullptr, 1, 2, nullptr, 0, SYNCHRONIZE));
    CHECK(take(object));
    CHECK(releasing(object, 1).error == ERROR_ACCESS_DENIED);
    const auto made =
        ask([] { return CreateSemaphoreExW(nullptr, 1, 2, nullptr, 1, SEMAPHORE_ALL_ACCESS); });
    const handle wrong(made.value);
    CHECK(differs_on_wine("2.3", !made.value && made.error == ERROR_INVALID_PARAMETER));
}

TEST_CASE("a semaphore's A functions mean the same names as the W functions") {
    const auto name = test::unique_name();
    const std::wstring wide(name.begin(), name.end());
    const handle first(CreateSemaphoreA(nullptr, 1, 2, name.c_str()));
    const handle second(OpenSemaphoreA(SEMAPHORE_ALL_ACCESS, FALSE, name.c_str()));
    const handle third(CreateSemaphoreExA(nullptr, 0, 9, name.c_str(), 0, SEMAPHORE_ALL_ACCESS));
    const handle fourth(OpenSemaphoreW(SEMAPHORE_ALL_ACCESS, FALSE, wide.c_str()));
    CHECK(releasing(second, 1).previous == 1);
    CHECK(takes(fourth) == 2);
    CHECK(takes(third) == 0);
}
