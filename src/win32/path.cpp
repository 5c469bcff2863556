// SPDX-License-Identifier: MIT
#include "win32/path.hpp"

#include "win32/text.hpp"

#include <algorithm>

namespace mapview::win32 {
namespace {

using kernel::status;

bool is_letter(char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

template <class Character>
status convert(const Character* text, std::string& path) {
    if (text == nullptr || *text == 0) return status::path_not_found;
    std::string given = bytes_of(text);
    if (given.starts_with("\\\\")) return status::bad_network_path;
    if (given.size() >= 2 && is_letter(given[0]) && given[1] == ':') return status::path_not_found;
    if (given == "NUL" || given == "nul") given = "/dev/null";
    std::ranges::replace(given, '\\', '/');
    path = std::move(given);
    return status::success;
}

}  // namespace

status path_of(const char* text, std::string& path) {
    return convert(text, path);
}

status path_of(const char16_t* text, std::string& path) {
    return convert(text, path);
}

status path_of(const char32_t* text, std::string& path) {
    return convert(text, path);
}

std::string bytes_of(const char* text) {
    return text;
}

std::string bytes_of(const char16_t* text) {
    return utf8_of(text);
}

std::string bytes_of(const char32_t* text) {
    return utf8_of(utf16_of(std::u32string_view(text)));
}

std::string text_for(std::string_view bytes, char) {
    return std::string(bytes);
}

std::u16string text_for(std::string_view bytes, char16_t) {
    return utf16_of(bytes);
}

std::u32string text_for(std::string_view bytes, char32_t) {
    const std::u16string utf16 = utf16_of(bytes);
    std::u32string out;
    for (std::size_t i = 0; i < utf16.size(); ++i) {
        char32_t c = utf16[i];
        if (c >= 0xD800 && c < 0xDC00 && i + 1 < utf16.size())
            c = 0x10000 + ((c - 0xD800) << 10) + (utf16[++i] - 0xDC00U);
        out.push_back(c);
    }
    return out;
}

}  // namespace mapview::win32
