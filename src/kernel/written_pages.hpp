// kernel/written_pages.hpp - which pages of a copy-on-write mapping have become its own.
// SPDX-License-Identifier: MIT
#pragma once

#include "kernel/address_space.hpp"

namespace mapview::kernel {

struct written_run {
    bool written = false;
    std::uintptr_t end = 0;
};

/// Whether the first of some pages of a private mapping of a file has been written, and how far
/// that is so. Without /proc none has.
written_run written_from(address_range pages) noexcept;

}  // namespace mapview::kernel
