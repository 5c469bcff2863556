// Pages that stay in memory, and how many do.
// https://learn.microsoft.com/windows/win32/memory/working-set
// SPDX-License-Identifier: MIT
#include <windows.h>

#include "calls.hpp"
#include "support/doctest.hpp"
#include "support/wine.hpp"

using test::ask, test::create, test::differs_on_wine, test::map, test::page, test::untouched;

namespace {

template <class Call>
DWORD error_of(Call call) {
    const auto asked = ask(call);
    return asked.value ? untouched : asked.error;
}

DWORD unlocking(void* at, SIZE_T length) {
    return error_of([=] { return VirtualUnlock(at, length); });
}

DWORD setting(SIZE_T minimum, SIZE_T maximum) {
    return error_of(
        [=] { return SetProcessWorkingSetSize(GetCurrentProcess(), minimum, maximum); });
}

constexpr auto all = static_cast<SIZE_T>(-1);

}  // namespace

TEST_CASE("a page is unlocked once, however often it was locked") {
    const auto section = create(PAGE_READWRITE, 4 * page);
    const auto view = map(section, FILE_MAP_WRITE);
    REQUIRE(VirtualLock(view.get(), page));
    REQUIRE(VirtualLock(view.get(), page));
    CHECK(unlocking(view.get(), page) == untouched);
    CHECK(differs_on_wine("VirtualUnlock", unlocking(view.get(), page) == ERROR_NOT_LOCKED));
}

TEST_CASE("pages that were never locked cannot be unlocked, and keep what they hold") {
    const auto section = create(PAGE_READWRITE, 4 * page);
    const auto view = map(section, FILE_MAP_WRITE);
    view[0] = 7;
    CHECK(differs_on_wine("VirtualUnlock", unlocking(view.get(), 4 * page) == ERROR_NOT_LOCKED));
    CHECK(view[0] == 7);
}

TEST_CASE("a range of which a part is locked is not unlocked") {
    auto* const memory = static_cast<unsigned char*>(
        VirtualAlloc(nullptr, 4 * page, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE));
    REQUIRE(memory != nullptr);
    memory[page] = 7;
    REQUIRE(VirtualLock(memory + page, 2 * page));
    CHECK(differs_on_wine("VirtualUnlock", unlocking(memory, 4 * page) == ERROR_NOT_LOCKED));
    CHECK(memory[page] == 7);
    CHECK(VirtualFree(memory, 0, MEM_RELEASE));
}

TEST_CASE("what was locked in parts is unlocked as a whole") {
    auto* const memory = static_cast<unsigned char*>(
        VirtualAlloc(nullptr, 4 * page, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE));
    REQUIRE(memory != nullptr);
    REQUIRE(VirtualLock(memory, page));
    REQUIRE(VirtualLock(memory + page, 3 * page));
    CHECK(unlocking(memory + 10, 4 * page - 20) == untouched);
    CHECK(differs_on_wine("VirtualUnlock", unlocking(memory + page, page) == ERROR_NOT_LOCKED));
    CHECK(VirtualFree(memory, 0, MEM_RELEASE));
}

TEST_CASE("the limits of the working set are those that were set") {
    SIZE_T minimum = 0;
    SIZE_T maximum = 0;
    REQUIRE(GetProcessWorkingSetSize(GetCurrentProcess(), &minimum, &maximum));
    CHECK(minimum > 0);
    CHECK(minimum <= maximum);
    const SIZE_T wanted = minimum;  // more may take a privilege
    REQUIRE(setting(wanted, wanted + 1000 * page) == untouched);
    REQUIRE(GetProcessWorkingSetSize(GetCurrentProcess(), &minimum, &maximum));
    CHECK(differs_on_wine("WorkingSet", minimum == wanted && maximum == wanted + 1000 * page));
    DWORD flags = 0;
    REQUIRE(GetProcessWorkingSetSizeEx(GetCurrentProcess(), &minimum, &maximum, &flags));
    CHECK(flags == (QUOTA_LIMITS_HARDWS_MIN_DISABLE | QUOTA_LIMITS_HARDWS_MAX_DISABLE));
}

TEST_CASE("a working set that is given back keeps what its pages hold") {
    const auto section = create(PAGE_READWRITE, 4 * page);
    const auto view = map(section, FILE_MAP_WRITE);
    view[0] = 7;
    CHECK(setting(all, all) == untouched);
    CHECK(view[0] == 7);
}

TEST_CASE("limits that mean nothing are refused") {
    const bool refused = setting(0, 1000 * page) == ERROR_INVALID_PARAMETER &&
                         setting(100 * page, 0) == ERROR_INVALID_PARAMETER &&
                         setting(0, 0) == ERROR_INVALID_PARAMETER &&
                         setting(1000 * page, 100 * page) == ERROR_INVALID_PARAMETER;
    CHECK(differs_on_wine("WorkingSet", refused));
    const DWORD both = QUOTA_LIMITS_HARDWS_MIN_ENABLE | QUOTA_LIMITS_HARDWS_MIN_DISABLE;
    const DWORD flagged = error_of([] {
        return SetProcessWorkingSetSizeEx(GetCurrentProcess(), 100 * page, 1000 * page, both);
    });
    CHECK(differs_on_wine("WorkingSet", flagged == ERROR_INVALID_PARAMETER));
    const DWORD nothing =
        error_of([] { return SetProcessWorkingSetSize(nullptr, 100 * page, 1000 * page); });
    CHECK(differs_on_wine("WorkingSet", nothing == ERROR_INVALID_HANDLE));
}
