// SPDX-License-Identifier: MIT
#include "kernel/section_type.hpp"

#include "kernel/fixed_text.hpp"

#include <sys/stat.h>

#include <charconv>

namespace mapview::kernel {
namespace {

constexpr std::string_view reserved_mark = "+reserved";
constexpr std::string_view large_mark = "+large";

template <class Number>
bool take_hex(std::string_view& text, Number& number) noexcept {
    const char* const end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, number, 16);
    if (error != std::errc()) return false;
    text.remove_prefix(static_cast<std::size_t>(stop - text.data()));
    return true;
}

}  // namespace

std::optional<file_identity> identity_of(int fd) noexcept {
    struct stat found {};
    if (::fstat(fd, &found) != 0) return {};
    return file_identity{found.st_dev, found.st_ino};
}

std::string section_type::text() const {
    fixed_text<64> out;
    out.add(type_of_section(page));
    if (pages == section_pages::reserved) out.add(reserved_mark);
    if (pages == section_pages::large) out.add(large_mark);
    if (file) out.add("@").add(file->device, 16).add(".").add(file->inode, 16);
    return std::string(out.view());
}

std::optional<section_type> section_type::parse(std::string_view text) noexcept {
    const auto page = section_of_type(text);
    if (!page) return {};
    section_type type{*page, {}};
    const auto at = text.find_first_of("@+");
    if (at == text.npos) return type;
    text.remove_prefix(at);
    if (text == reserved_mark || text == large_mark) {
        type.pages = text == large_mark ? section_pages::large : section_pages::reserved;
        return type;
    }
    if (!text.starts_with('@')) return {};
    text.remove_prefix(1);
    file_identity file;
    if (!take_hex(text, file.device) || !text.starts_with('.')) return {};
    text.remove_prefix(1);
    if (!take_hex(text, file.inode) || !text.empty()) return {};
    type.file = file;
    return type;
}

}  // namespace mapview::kernel
