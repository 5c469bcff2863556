// support/unique_name.hpp - names that no other test has, in this process or another.
// SPDX-License-Identifier: MIT
#pragma once

#include <string>

namespace test {

/// ASCII, without a slash or backslash, at most 60 characters.
std::string unique_name();
std::wstring unique_wide_name();

}  // namespace test
