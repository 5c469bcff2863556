// kernel/virtual_memory.hpp - private memory, and what pages of views are made.
// SPDX-License-Identifier: MIT
#pragma once

#include "kernel/protection.hpp"
#include "kernel/status.hpp"

#include <cstddef>
#include <cstdint>

namespace mapview::kernel {

/// Ranges are in bytes, and mean the pages that they have a byte in. A range that is empty or goes
/// beyond user space is invalid_parameter everywhere.

/// Reserves private memory at `base`, or anywhere where that is 0, and commits it if told so.
/// Statuses: invalid_parameter (a copy-on-write protection), invalid_address (something is there),
/// not_enough_memory, commitment_limit.
status reserve(std::uintptr_t base, std::size_t length, protection page, bool commit,
               void*& address);

/// Commits pages of private memory, or of a section by a view of it, and gives them the protection
/// here; so it does with committed ones.
/// Statuses: invalid_address (not within one of these), access_denied (a view of a file),
/// invalid_parameter (a protection that they cannot have), commitment_limit, and those of
/// change_pages.
status commit(std::uintptr_t address, std::size_t length, protection page, void*& first);

/// Whether committed pages are there whose bytes do not matter from now on. Statuses: as commit.
status reset(std::uintptr_t address, std::size_t length, void*& first);

/// Gives back pages of private memory; a length of 0 means all of what begins there. Statuses:
/// invalid_address (nothing of ours, or no beginning), invalid_parameter (a view, or more than one
/// reservation).
status decommit(std::uintptr_t address, std::size_t length);
status release(std::uintptr_t address);

/// Gives committed pages of a view or of private memory another protection; `old` is that of the
/// first one. Statuses: invalid_address (not within one of these, or not committed),
/// invalid_parameter (a protection that they cannot have), and those of change_pages.
status protect(std::uintptr_t address, std::size_t length, protection page, protection& old);

}  // namespace mapview::kernel
