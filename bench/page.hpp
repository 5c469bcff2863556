// bench/page.hpp - the 4 KiB that every contender writes and reads.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstring>

namespace bench {

inline constexpr std::size_t page_size = 4096;

inline void fill_page(void* page) {
    std::memset(page, 'm', page_size);
}

/// Reads the whole page in a way that the compiler cannot leave out.
inline void read_page(const void* page) {
    unsigned char copy[page_size];
    std::memcpy(copy, page, page_size);
    asm volatile("" : : "r"(copy) : "memory");
}

}  // namespace bench
