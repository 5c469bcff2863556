// kernel/memory_query.hpp - what is at an address.
// SPDX-License-Identifier: MIT
#pragma once

#include "kernel/region_table.hpp"
#include "kernel/status.hpp"

#include <cstdint>

namespace mapview::kernel {

/// The values are those of the MEM_ constants.
/// https://learn.microsoft.com/windows/win32/api/winnt/ns-winnt-memory_basic_information
enum class memory_state : std::uint32_t { committed = 0x1000, reserved = 0x2000, free = 0x10000 };
enum class memory_type : std::uint32_t {
    none = 0,
    private_memory = 0x20000,
    mapped = 0x40000,
    image = 0x1000000,
};

/// Pages that are alike.
struct memory_facts {
    address_range pages;
    std::uintptr_t allocation_base = 0;
    std::uint32_t first_protection = 0;  ///< a PAGE_ value, or 0
    std::uint32_t protection = 0;        ///< a PAGE_ value, or 0
    memory_state state = memory_state::free;
    memory_type type = memory_type::none;
};

/// The pages from that of `address` on that are like it. Of what is neither a view nor private
/// memory of ours it tells what Linux does. Status: too_many_open_files.
status query_memory(std::uintptr_t address, memory_facts& facts);

/// The same within a region that holds the address.
status facts_within(const region& of, std::uintptr_t address, memory_facts& facts);

}  // namespace mapview::kernel
