// SPDX-License-Identifier: MIT
#include "win32/command_line.hpp"

#include "win32/path.hpp"

#include <fcntl.h>
#include <unistd.h>
#include <windows.h>

#include <algorithm>
#include <array>

namespace {

using namespace mapview::win32;

bool is_blank(char c) {
    return c == ' ' || c == '\t';
}

std::string content_of(const char* path) {
    std::string bytes;
    const int file = ::open(path, O_RDONLY | O_CLOEXEC);
    std::array<char, 4096> part;
    for (ssize_t n; file >= 0 && (n = ::read(file, part.data(), part.size())) > 0;)
        bytes.append(part.data(), static_cast<std::size_t>(n));
    if (file >= 0) ::close(file);
    return bytes;
}

std::vector<std::string> own_words() {
    std::string bytes = content_of("/proc/self/cmdline");
    // Nothing once the first thread has ended.
    if (bytes.empty()) bytes = content_of("/proc/thread-self/cmdline");
    std::vector<std::string> words;
    for (std::size_t at = 0; at < bytes.size(); at += words.back().size() + 1)
        words.emplace_back(bytes.c_str() + at);
    return words;
}

std::string own_line() {
    try {
        return line_of(own_words());
    } catch (const std::bad_alloc&) {
        return {};
    }
}

/// The word that begins at `at`, which moves behind it. Backslashes are themselves but before a
/// quote: there two are one, and one that is left over makes the quote a character. Within quotes
/// two quotes are one character.
std::string next_word(std::string_view line, std::size_t& at) {
    std::string word;
    bool quoted = false;
    while (at < line.size() && (quoted || !is_blank(line[at]))) {
        const std::size_t slashes = std::min(line.find_first_not_of('\\', at), line.size()) - at;
        at += slashes;
        if (at == line.size() || line[at] != '"') {
            word.append(slashes, '\\');
            if (slashes == 0) word.push_back(line[at++]);
            continue;
        }
        word.append(slashes / 2, '\\');
        ++at;
        if (slashes % 2 != 0) {
            word.push_back('"');
        } else if (quoted && at < line.size() && line[at] == '"') {
            word.push_back('"');
            ++at;
        } else {
            quoted = !quoted;
        }
    }
    return word;
}

template <class Character>
auto* own_line_as() {
    static auto line = text_for(own_line(), Character());
    return line.data();
}

}  // namespace

namespace mapview::win32 {

std::string first_word(std::string_view line, std::size_t& end) {
    const bool quoted = !line.empty() && line[0] == '"';
    const std::size_t begin = quoted ? 1 : 0;
    std::size_t stop = begin;
    while (stop < line.size() && (quoted ? line[stop] != '"' : !is_blank(line[stop]))) ++stop;
    end = quoted && stop < line.size() ? stop + 1 : stop;
    return std::string(line.substr(begin, stop - begin));
}

std::vector<std::string> words_of(std::string_view line) {
    std::size_t at = 0;
    std::vector<std::string> words{first_word(line, at)};
    for (;;) {
        while (at < line.size() && is_blank(line[at])) ++at;
        if (at == line.size()) return words;
        words.push_back(next_word(line, at));
    }
}

std::string line_of(const std::vector<std::string>& words) {
    std::string line;
    for (const auto& word : words) {
        if (!line.empty()) line.push_back(' ');
        if (!word.empty() && word.find_first_of(" \t\"") == word.npos) {
            line += word;
            continue;
        }
        line.push_back('"');
        std::size_t slashes = 0;
        for (const char c : word) {
            if (c == '"') line.append(slashes + 1, '\\');
            slashes = c == '\\' ? slashes + 1 : 0;
            line.push_back(c);
        }
        line.append(slashes, '\\').push_back('"');
    }
    return line;
}

}  // namespace mapview::win32

LPSTR WINAPI GetCommandLineA() {
    return own_line_as<char>();
}

MAPVIEW_WIN32 char16_t* GetCommandLineW_utf16() {
    return own_line_as<char16_t>();
}

MAPVIEW_WIN32 char32_t* GetCommandLineW_utf32() {
    return own_line_as<char32_t>();
}
