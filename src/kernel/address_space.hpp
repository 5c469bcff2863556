// kernel/address_space.hpp - the addresses of a program, and places among them.
// SPDX-License-Identifier: MIT
#pragma once

#include <sys/types.h>

#include <cstddef>
#include <cstdint>

namespace mapview::kernel {

/// As on Windows a view begins at a multiple of this, in its section and in memory, and so does
/// private memory; no two of them share such a slot.
inline constexpr std::uint64_t allocation_granularity = 64 * 1024;

/// The first address behind those that a program can use.
inline constexpr std::uintptr_t end_of_user_space = 0x7FFF'FFFF'F000;

std::size_t page_size() noexcept;

/// A length in whole slots.
constexpr std::uintptr_t slots(std::size_t length) {
    return (length + allocation_granularity - 1) & ~(allocation_granularity - 1);
}

inline std::uintptr_t number(const void* address) {
    return reinterpret_cast<std::uintptr_t>(address);
}

inline void* pointer(std::uintptr_t address) {
    return reinterpret_cast<void*>(address);
}

/// Addresses from begin to before end.
struct address_range {
    std::uintptr_t begin = 0;
    std::uintptr_t end = 0;

    std::size_t length() const noexcept { return end - begin; }
    bool holds(std::uintptr_t address) const noexcept { return begin <= address && address < end; }
};

/// The pages with a byte in the `length` bytes from `address` on, which stay below the end of the
/// address space.
address_range whole_pages(std::uintptr_t address, std::size_t length) noexcept;

/// What is to be mapped, as mmap takes it.
struct mapping {
    std::size_t length = 0;  ///< whole pages
    int protection = 0;
    int flags = 0;
    int memory = -1;
    off_t offset = 0;
    bool large = false;  ///< of large pages, which Linux aligns itself
};

/// Finds places for mappings at the beginning of slots. Not thread-safe.
class placement {
  public:
    /// MAP_FAILED, with errno: EEXIST where something is at `base`.
    void* map(const mapping& wanted, void* base) noexcept;

    /// A place is free again: it is tried next.
    void freed(address_range place) noexcept { ceiling_ = place.begin + slots(place.length()); }

  private:
    void* map_anywhere(const mapping& wanted) noexcept;
    void* map_in_gap(const mapping& wanted) noexcept;

    std::uintptr_t ceiling_ = 0;  // the place below it is tried first
};

}  // namespace mapview::kernel
