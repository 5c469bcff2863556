// kernel/section.hpp - sections: making, opening and mapping them.
// SPDX-License-Identifier: MIT
#pragma once

#include "kernel/protection.hpp"
#include "kernel/section_type.hpp"
#include "kernel/status.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace mapview::kernel {

struct section_request {
    std::u16string_view name;  ///< empty: the section has none
    protection page = protection::read_write;
    int file = -1;           ///< a file handle's number; -1: pages without a file
    std::uint64_t size = 0;  ///< in bytes, and of a file kept so; otherwise rounded up to pages.
                             ///< 0: as large as the file
    section_pages pages = section_pages::committed;  ///< of a section without a file
    bool inheritable = false;
    std::optional<rights> granted = {};  ///< to the handle; those of a creator otherwise
};

/// Makes a section, or opens the one of that name, whose size and protection then stay as they are.
/// The handle's rights follow the request's protection either way. Statuses: not_enough_memory
/// (larger than any section, or reserved and larger than user space), commitment_limit,
/// privilege_not_held and no_system_resources (large pages), those of
/// prepare_file, and then invalid_handle (another kind of object has the name), those of
/// parse_object_name and object_directory.
status create_section(const section_request& request, int& handle, bool& existed);

/// Statuses: as create_section, and not_found.
status open_section(std::u16string_view name, rights wanted, bool inheritable, int& handle);

/// Part of a section, in bytes. A length of 0 means: to the section's end.
struct section_range {
    std::uint64_t offset = 0;
    std::size_t length = 0;
};

/// Maps a view, at `base` where that is not null. Checks in NT's order: invalid_parameter (beyond
/// user space), invalid_handle, access_denied (rights), misaligned, invalid_parameter (the
/// section's own protection), access_denied (range), invalid_address.
status map_section(int handle, protection view, section_range part, void* base, void*& address);

}  // namespace mapview::kernel
