// mapview-c++/command_line.hpp - the words for the compiler, as far as they mean something here.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

struct command_line {
    std::vector<std::string> words;    // all of them, for the compiler
    std::vector<std::size_t> sources;  // which of these are source files
    std::vector<std::filesystem::path> include_folders;
    bool links = true;
    bool show = false;  // --show: print the compiler's command instead of running it
};

/// Never fails: what it does not know is the compiler's to judge.
command_line read_command_line(int count, char** words);
