// failure.hpp - how a command fails, and how the user hears of it.
// SPDX-License-Identifier: MIT
#pragma once

#include <exception>
#include <stdexcept>
#include <string_view>

namespace tool {

/// A failure that the command itself finds; what() reads "create section 'x': the reason".
struct failure : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// The time that a command was given was over first.
struct time_over : failure {
    using failure::failure;
};

/// Prints "mapview: the text" to standard error, safe for a terminal. Never fails: there is nobody
/// left to tell.
void complain(std::string_view text) noexcept;

/// The same for what an exception says, with a hint where one is known to help.
void complain(const std::exception& error) noexcept;

/// Prints a line to standard error as it is.
void note(std::string_view text) noexcept;

}  // namespace tool
