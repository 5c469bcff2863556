// mapview-c++/source_text.hpp - what a source file for Windows says that Linux compilers do not
// take. SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

/// The path of an #include, without its quotes.
struct include_directive {
    std::size_t position;  // in the text
    std::string path;
    bool quoted;  // "path" and not <path>
};

struct source_text {
    std::string text;  // UTF-8
    bool was_utf16 = false;
    std::vector<include_directive> includes;
    bool has_void_main = false;
};

/// Throws std::runtime_error where the file cannot be read or is no text.
source_text read_source(const std::filesystem::path& path);
