// kernel/view_table.hpp - mapping and unmapping views.
// SPDX-License-Identifier: MIT
#pragma once

#include "kernel/region_table.hpp"
#include "kernel/status.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>

namespace mapview::kernel {

struct view_request {
    int memory = -1;  ///< the descriptor of what is mapped
    region_kind kind = region_kind::memory;
    protection page = protection::no_access;
    std::uint64_t offset = 0;
    std::size_t length = 0;             ///< whole pages
    std::optional<file_identity> file;  ///< whose pages they are
    descriptor kept;                    ///< of a reserved section's memory
    bool large = false;                 ///< large pages
};

/// Maps a view, at `base` where that is not null. Never replaces another mapping. Statuses:
/// invalid_address (something is there), not_enough_memory, access_denied (a file system that
/// nothing is executed from).
status map_view(view_request wanted, void* base, void*& address);

/// Unmaps the view that holds `address`; invalid_address where none does.
status unmap_view(const void* address) noexcept;

/// The view that holds `address`.
std::optional<region_facts> find_view(const void* address) noexcept;

}  // namespace mapview::kernel
