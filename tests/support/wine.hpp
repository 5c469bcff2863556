// support/wine.hpp - where Wine is known to differ from Windows.
// SPDX-License-Identifier: MIT
#pragma once

#include "support/doctest.hpp"

#include <string>

namespace test {

bool running_on_wine() noexcept;

/// CHECK(differs_on_wine("E21", condition)): the row's condition, as on Windows. Under Wine, known
/// to be wrong there, it passes whatever it is, and the log says what was found.
inline bool differs_on_wine(const char* row, bool as_on_windows) {
    if (!running_on_wine()) return as_on_windows;
    const auto found = std::string(row) + (as_on_windows ? ": Wine now agrees with Windows"
                                                         : ": Wine differs, as known");
    MESSAGE(found);
    return true;
}

}  // namespace test
