// Kinds of section that Linux does not have yet.
// SPDX-License-Identifier: MIT
#include <windows.h>

#include "conformance/calls.hpp"
#include "support/doctest.hpp"

using test::creating;

TEST_CASE("C01 on Linux large pages are not there yet, and say so") {
    CHECK(creating(PAGE_READWRITE | SEC_COMMIT | SEC_LARGE_PAGES, 2 << 20) == ERROR_NOT_SUPPORTED);
}
