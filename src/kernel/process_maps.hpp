// kernel/process_maps.hpp - what Linux says is at an address of this process.
// SPDX-License-Identifier: MIT
#pragma once

#include "kernel/address_space.hpp"
#include "kernel/section_type.hpp"

#include <optional>
#include <vector>

namespace mapview::kernel {

/// A line of /proc/self/maps.
struct mapped_range {
    address_range pages;
    int protection = 0;  ///< PROT_ bits
    bool shared = false;
    std::optional<file_identity> file;
};

/// The range that holds an address, or the first one behind it; none where none is there, or /proc
/// cannot be read.
std::optional<mapped_range> mapped_from(std::uintptr_t address);

/// All of them; none where /proc cannot be read.
std::vector<mapped_range> mapped_ranges();

}  // namespace mapview::kernel
