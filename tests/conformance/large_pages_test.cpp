// SEC_LARGE_PAGES (semantics 1.2).
// SPDX-License-Identifier: MIT
#include <windows.h>

#include "calls.hpp"
#include "support/doctest.hpp"
#include "support/wine.hpp"

using test::creating;

namespace {

constexpr DWORD large = PAGE_READWRITE | SEC_COMMIT | SEC_LARGE_PAGES;

}  // namespace

TEST_CASE("C01 a size that is no multiple of large pages is refused") {
    CHECK(test::differs_on_wine("C01", creating(large, GetLargePageMinimum() + 1) ==
                                           ERROR_INVALID_PARAMETER));
}

TEST_CASE("C01 large pages need a privilege") {
    const auto section = test::create(large, GetLargePageMinimum());
    if (!section) {
        CHECK(GetLastError() == ERROR_PRIVILEGE_NOT_HELD);
        return;
    }
    // Who has it gets them, and they begin where large pages do.
    const auto view = test::map(section, FILE_MAP_WRITE);
    CHECK(test::differs_on_wine(
        "C01", reinterpret_cast<ULONG_PTR>(view.get()) % GetLargePageMinimum() == 0));
}
