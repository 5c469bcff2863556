// kernel/page_change.hpp - gives pages of a region another protection.
// SPDX-License-Identifier: MIT
#pragma once

#include "kernel/region_table.hpp"
#include "kernel/status.hpp"

namespace mapview::kernel {

/// Whether pages of a region can have a protection: those of a view one within its first access,
/// private ones any but a copy-on-write one.
bool may_have(const region& of, protection wanted) noexcept;

/// Gives committed pages of a region another protection, which they may have. Where pages of a
/// shared view become copy-on-write, or are so no longer, a handle of what it shows must be open in
/// this process, by which they are mapped anew: otherwise not_supported.
status change_pages(region& of, address_range pages, protection wanted);

}  // namespace mapview::kernel
