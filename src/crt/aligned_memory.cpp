// SPDX-License-Identifier: MIT
#include <corecrt_stdlib.h>

#include <algorithm>
#include <bit>
#include <cerrno>
#include <cstdlib>

void* _aligned_malloc(size_t size, size_t alignment) {
    void* memory = nullptr;
    const int result = std::has_single_bit(alignment)
                           ? ::posix_memalign(&memory, std::max(alignment, sizeof(void*)), size)
                           : EINVAL;
    if (result == 0) return memory;
    errno = result;
    return nullptr;
}

void _aligned_free(void* memory) {
    std::free(memory);
}
