// kernel/section_type.hpp - what a section is, as the object directory keeps it.
// SPDX-License-Identifier: MIT
#pragma once

#include "kernel/protection.hpp"

#include <sys/types.h>

#include <optional>
#include <string>
#include <string_view>

namespace mapview::kernel {

/// A file, whatever its paths.
struct file_identity {
    dev_t device = 0;
    ino_t inode = 0;
    bool operator==(const file_identity&) const = default;
};
std::optional<file_identity> identity_of(int fd) noexcept;

/// How a section without a file has its pages.
enum class section_pages {
    committed,  ///< all of them
    reserved,   ///< those that VirtualAlloc commits
    large,      ///< all of them, in large pages
};

/// Written `section-rw`, with `+reserved` or `+large` behind it where the pages are, or with
/// `@<device>.<inode>` where they are those of a file.
struct section_type {
    protection page = protection::read_write;
    std::optional<file_identity> file;
    section_pages pages = section_pages::committed;

    std::string text() const;
    static std::optional<section_type> parse(std::string_view text) noexcept;
};

}  // namespace mapview::kernel
