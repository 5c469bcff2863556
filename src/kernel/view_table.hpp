// kernel/view_table.hpp - the views of this process.
// SPDX-License-Identifier: MIT
#pragma once

#include "kernel/protection.hpp"
#include "kernel/status.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>

namespace mapview::kernel {

/// As on Windows a view begins at a multiple of this, in its section and in memory, and no two
/// views share such a slot.
inline constexpr std::uint64_t allocation_granularity = 64 * 1024;

std::size_t page_size() noexcept;

/// The first address behind those that a program can use.
inline constexpr std::uintptr_t end_of_user_space = 0x7FFF'FFFF'F000;

enum class view_kind {
    memory,  ///< of a section without a file
    file,
};

struct mapped_view {
    std::uintptr_t base = 0;
    std::size_t length = 0;  ///< whole pages
    protection page = protection::no_access;
    view_kind kind = view_kind::memory;
};

struct view_request {
    int memory = -1;  ///< the descriptor of what is mapped
    view_kind kind = view_kind::memory;
    protection page = protection::no_access;
    std::uint64_t offset = 0;
    std::size_t length = 0;  ///< whole pages
};

/// Maps a view, at `base` where that is not null. Never replaces another mapping. Statuses:
/// invalid_address (something is there), not_enough_memory, access_denied (a file system that
/// nothing is executed from).
status map_view(const view_request& wanted, void* base, void*& address);

/// Unmaps the view that holds `address`; invalid_address where none does.
status unmap_view(const void* address) noexcept;

/// The view that holds `address`.
std::optional<mapped_view> find_view(const void* address) noexcept;

}  // namespace mapview::kernel
