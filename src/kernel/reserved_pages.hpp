// kernel/reserved_pages.hpp - which pages of a reserved section are committed.
// SPDX-License-Identifier: MIT
#pragma once

#include "kernel/descriptor.hpp"
#include "kernel/status.hpp"

#include <cstdint>

namespace mapview::kernel {

/// A committed page is one that the section's memory has; the others are holes in it. So all views
/// in all processes see it committed at the same instant, and nobody has to be told.
///
/// Offsets and lengths are whole pages of the memory.

/// What a view of such a section keeps of its memory: a descriptor that is no handle, for nothing
/// can be done by it but to open the memory again.
descriptor keep_memory(int memory) noexcept;
descriptor reopen_kept(int kept, int flags) noexcept;  ///< empty, with errno, on failure

struct committed_run {
    bool committed = false;
    std::uint64_t end = 0;
};

/// Whether the page at `offset` is committed, and how far that is so, before `end`.
status committed_from(int kept, std::uint64_t offset, std::uint64_t end, committed_run& run);

/// Commits pages, zeroed; those that are committed stay as they are. All or none. Statuses:
/// commitment_limit, too_many_open_files.
status commit_in_section(int kept, std::uint64_t offset, std::uint64_t length);

}  // namespace mapview::kernel
