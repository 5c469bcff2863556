// win32/command_line.hpp - one line of words, as Windows starts programs with.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace mapview::win32 {

/// Takes a line apart as Microsoft's C run time does.
/// https://learn.microsoft.com/cpp/c-language/parsing-c-command-line-arguments
std::vector<std::string> words_of(std::string_view line);

/// The first word, the program, and where it ends. It knows no backslashes.
std::string first_word(std::string_view line, std::size_t& end);

/// A line that words_of takes apart into these words.
std::string line_of(const std::vector<std::string>& words);

}  // namespace mapview::win32
