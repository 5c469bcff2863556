// SPDX-License-Identifier: MIT
#include "win32/path.hpp"

#include <windows.h>

#include <fstream>
#include <new>
#include <string>

namespace {

// https://learn.microsoft.com/cpp/c-language/parsing-c-command-line-arguments
void append_argument(std::string& line, const std::string& argument) {
    if (!argument.empty() && argument.find_first_of(" \t\n\v\"") == argument.npos) {
        line += argument;
        return;
    }
    line += '"';
    std::size_t backslashes = 0;
    for (const char c : argument) {
        // In front of a quotation mark each backslash counts double.
        if (c == '"') line.append(backslashes + 1, '\\');
        backslashes = c == '\\' ? backslashes + 1 : 0;
        line += c;
    }
    line.append(backslashes, '\\');
    line += '"';
}

std::string read_command_line() {
    std::ifstream file("/proc/self/cmdline", std::ios::binary);
    std::string line;
    std::string argument;
    while (std::getline(file, argument, '\0')) {
        if (!line.empty()) line += ' ';
        append_argument(line, argument);
    }
    return line;
}

template <class Character>
Character* command_line() {
    try {
        static auto line = mapview::win32::text_for(read_command_line(), Character{});
        return line.data();
    } catch (const std::bad_alloc&) {
        static Character nothing = 0;
        return &nothing;
    }
}

}  // namespace

LPSTR WINAPI GetCommandLineA() {
    return command_line<char>();
}

// GetCommandLineW for either size of wchar_t: see MAPVIEW_WIDE.

MAPVIEW_WIN32 char16_t* GetCommandLineW_utf16() {
    return command_line<char16_t>();
}

MAPVIEW_WIN32 char32_t* GetCommandLineW_utf32() {
    return command_line<char32_t>();
}
