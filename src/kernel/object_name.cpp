// SPDX-License-Identifier: MIT
#include "kernel/object_name.hpp"

#include <array>
#include <climits>
#include <cstdint>
#include <cstdio>
#include <optional>

namespace mapview::kernel {
namespace {

constexpr std::size_t longest_folder = NAME_MAX;
constexpr std::size_t cut_folder = 200;  // leaves room for the mark and the hash

bool is_high_surrogate(char32_t c) {
    return c >= 0xD800 && c <= 0xDBFF;
}

bool is_low_surrogate(char32_t c) {
    return c >= 0xDC00 && c <= 0xDFFF;
}

// Of a character beyond ASCII.
void append_utf8(std::string& out, char32_t c) {
    const auto byte = [&](char32_t value) { out.push_back(static_cast<char>(value)); };
    const auto tail = [&](int shift) { byte(0x80 | ((c >> shift) & 0x3F)); };
    if (c < 0x800) {
        byte(0xC0 | (c >> 6)), tail(0);
    } else if (c < 0x10000) {
        byte(0xE0 | (c >> 12)), tail(6), tail(0);
    } else {
        byte(0xF0 | (c >> 18)), tail(12), tail(6), tail(0);
    }
}

void append_escaped(std::string& out, char32_t c) {
    const bool leading_dot = c == U'.' && out.empty();
    const bool plain = c >= 0x20 && c < 0x7F && c != U'/' && c != U'%' && !leading_dot;
    if (plain) {
        out.push_back(static_cast<char>(c));
    } else if (c < 0x80) {
        constexpr std::string_view digits = "0123456789ABCDEF";
        out.push_back('%');
        out.push_back(digits[c >> 4]);
        out.push_back(digits[c & 15]);
    } else {
        append_utf8(out, c);
    }
}

std::string escape(std::u16string_view name) {
    std::string out;
    out.reserve(name.size());
    for (std::size_t i = 0; i < name.size(); ++i) {
        char32_t c = name[i];
        if (is_high_surrogate(c) && i + 1 < name.size() && is_low_surrogate(name[i + 1]))
            c = 0x10000 + ((c - 0xD800) << 10) + (name[++i] - 0xDC00u);
        append_escaped(out, c);
    }
    return out;
}

// FNV-1a of 128 bits: two long names of one user that meet by chance are out of the question, and
// whoever seeks a collision can only reach names of his own.
std::string hash_of(std::string_view text) {
    __extension__ using wide = unsigned __int128;
    constexpr wide prime = (wide{1} << 88) + 0x13B;
    wide hash = (wide{0x6C62272E07BB0142} << 64) + 0x62B821756295C58D;
    for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * prime;

    std::array<char, 33> hex{};
    std::snprintf(hex.data(), hex.size(), "%016llx%016llx",
                  static_cast<unsigned long long>(hash >> 64),
                  static_cast<unsigned long long>(hash));
    return hex.data();
}

// Where a spelling may be cut without halving a %XX or a character.
std::size_t cut_before(std::string_view spelling, std::size_t end) {
    while ((static_cast<unsigned char>(spelling[end]) & 0xC0) == 0x80) --end;
    if (spelling[end - 1] == '%') return end - 1;
    if (spelling[end - 2] == '%') return end - 2;
    return end;
}

bool take_prefix(std::u16string_view& text, std::u16string_view prefix) {
    if (!text.starts_with(prefix)) return false;
    text.remove_prefix(prefix.size());
    return true;
}

std::optional<char> hex_digit(char c) {
    if (c >= '0' && c <= '9') return static_cast<char>(c - '0');
    if (c >= 'A' && c <= 'F') return static_cast<char>(c - 'A' + 10);
    return std::nullopt;
}

}  // namespace

status parse_object_name(std::u16string_view text, object_name& name) {
    if (text.size() > longest_name) return status::name_too_long;
    if (text.starts_with(u'\\')) return status::bad_path;

    auto space = name_space::local;
    for (;;) {
        if (take_prefix(text, u"Local\\")) space = name_space::local;
        else if (take_prefix(text, u"Global\\")) space = name_space::global;
        else if (text == u"Session\\") return status::invalid_name;
        else break;
        if (text.empty()) return status::invalid_name;
    }
    // In NT these three are links in the object directory, hence not of the kind that is sought.
    if (text == u"Local" || text == u"Global" || text == u"Session") return status::invalid_handle;
    if (text.find(u'\\') != text.npos) return status::path_not_found;

    name.space = space;
    name.folder = escape(text);
    name.whole.clear();
    if (name.folder.size() > longest_folder) {
        name.whole = std::move(name.folder);
        name.folder = name.whole.substr(0, cut_before(name.whole, cut_folder)) + "%#";
        name.folder += hash_of(name.whole);
    }
    return status::success;
}

std::string unescape(std::string_view spelling) {
    std::string out;
    out.reserve(spelling.size());
    for (std::size_t i = 0; i < spelling.size(); ++i) {
        if (spelling[i] == '%' && i + 2 < spelling.size()) {
            const auto high = hex_digit(spelling[i + 1]);
            const auto low = hex_digit(spelling[i + 2]);
            if (high && low) {
                out.push_back(static_cast<char>(*high << 4 | *low));
                i += 2;
                continue;
            }
        }
        out.push_back(spelling[i]);
    }
    return out;
}

}  // namespace mapview::kernel
