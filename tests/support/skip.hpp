// support/skip.hpp - says that a test could not run here, and why.
// SPDX-License-Identifier: MIT
#pragma once

#include "support/doctest.hpp"

#include <string>

namespace test {

/// The exit code by which ctest knows a skipped test.
inline constexpr int skipped = 77;

/// Notes that a test was skipped, so that the program does not pass for it.
void note_skip() noexcept;
bool any_skipped() noexcept;

}  // namespace test

/// Leaves the test case; the program exits with test::skipped where nothing fails.
#define SKIP_BECAUSE(reason)                        \
    do {                                            \
        const std::string skipped_because = reason; \
        MESSAGE("SKIPPED: ", skipped_because);      \
        test::note_skip();                          \
        return;                                     \
    } while (false)
