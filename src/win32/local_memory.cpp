// SPDX-License-Identifier: MIT
#include "win32/last_error.hpp"

#include <windows.h>

#include <cstdlib>

namespace {

using mapview::kernel::status;
using mapview::win32::report;

void* allocate(UINT flags, SIZE_T bytes) {
    static_assert(GMEM_MOVEABLE == LMEM_MOVEABLE && GMEM_ZEROINIT == LMEM_ZEROINIT);
    if ((flags & LMEM_MOVEABLE) != 0) {
        report(status::not_supported);
        return nullptr;
    }
    if (bytes == 0) bytes = 1;  // no bytes, but an address
    void* const memory = (flags & LMEM_ZEROINIT) != 0 ? std::calloc(bytes, 1) : std::malloc(bytes);
    if (memory == nullptr) report(status::not_enough_memory);
    return memory;
}

}  // namespace

HLOCAL WINAPI LocalAlloc(UINT uFlags, SIZE_T uBytes) {
    return allocate(uFlags, uBytes);
}

HLOCAL WINAPI LocalFree(HLOCAL hMem) {
    std::free(hMem);
    return nullptr;
}

HGLOBAL WINAPI GlobalAlloc(UINT uFlags, SIZE_T dwBytes) {
    return allocate(uFlags, dwBytes);
}

HGLOBAL WINAPI GlobalFree(HGLOBAL hMem) {
    std::free(hMem);
    return nullptr;
}
