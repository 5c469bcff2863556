// kernel/protection.hpp - what a section allows, what a view may do, what a handle must grant.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace mapview::kernel {

/// The values are those of the PAGE_ constants.
/// https://learn.microsoft.com/windows/win32/memory/memory-protection-constants
enum class protection : std::uint32_t {
    no_access = 0x01,
    read = 0x02,
    read_write = 0x04,
    write_copy = 0x08,
    execute = 0x10,  ///< of pages, but of no section and no view
    execute_read = 0x20,
    execute_read_write = 0x40,
    execute_write_copy = 0x80,
};

/// Rights to a section; the values are those of the SECTION_ constants.
/// https://learn.microsoft.com/windows/win32/memory/file-mapping-security-and-access-rights
using rights = std::uint32_t;
namespace right {
inline constexpr rights query = 0x01;
inline constexpr rights map_write = 0x02;
inline constexpr rights map_read = 0x04;
inline constexpr rights map_execute = 0x08;
inline constexpr rights extend_size = 0x10;
inline constexpr rights standard = 0xF0000;
inline constexpr rights all = standard | 0x1F;
}  // namespace right

/// The protection of a section that has this PAGE_ value; none where a section cannot have it.
std::optional<protection> section_protection(std::uint32_t value) noexcept;

/// The rights of a handle that creates or opens a section with this protection.
rights rights_of_creator(protection section) noexcept;

/// The rights that a handle needs to map a view.
rights rights_to_map(protection view) noexcept;

/// Whether a section of one protection can have views of another.
bool allows(protection section, protection view) noexcept;

bool is_executable(protection section) noexcept;

/// The protection of pages that has this PAGE_ value; none where there is no such one.
std::optional<protection> page_protection(std::uint32_t value) noexcept;

/// Whether pages of a view that was mapped with one protection can be given another.
bool may_become(protection view, protection wanted) noexcept;

/// A write goes to a copy of the page, which is its writer's alone.
bool copies_on_write(protection page) noexcept;

/// The part of a section's type that tells its protection, "section-rw", and back. What
/// section_type puts behind it does not count.
std::string_view type_of_section(protection section) noexcept;
std::optional<protection> section_of_type(std::string_view type) noexcept;

/// How mmap is told of a view.
int mmap_protection(protection view) noexcept;
int mmap_sharing(protection view) noexcept;

}  // namespace mapview::kernel
