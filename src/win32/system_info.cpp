// SPDX-License-Identifier: MIT
#include "kernel/address_space.hpp"
#include "kernel/large_pages.hpp"

#include <windows.h>

#include <algorithm>
#include <thread>

namespace {

constexpr WORD processor_architecture() {
#if defined(__x86_64__)
    return PROCESSOR_ARCHITECTURE_AMD64;
#elif defined(__aarch64__)
    return PROCESSOR_ARCHITECTURE_ARM64;
#else
    return PROCESSOR_ARCHITECTURE_UNKNOWN;
#endif
}

DWORD_PTR processor_mask(unsigned count) {
    constexpr unsigned bits = sizeof(DWORD_PTR) * 8;
    return count >= bits ? ~DWORD_PTR{0} : (DWORD_PTR{1} << count) - 1;
}

}  // namespace

void WINAPI GetSystemInfo(LPSYSTEM_INFO lpSystemInfo) {
    constexpr std::uintptr_t granularity = mapview::kernel::allocation_granularity;
    constexpr DWORD amd_x8664 = 8664;
    const unsigned processors = std::max(1U, std::thread::hardware_concurrency());
    *lpSystemInfo = {};
    lpSystemInfo->wProcessorArchitecture = processor_architecture();
    lpSystemInfo->dwPageSize = static_cast<DWORD>(mapview::kernel::page_size());
    lpSystemInfo->lpMinimumApplicationAddress = reinterpret_cast<LPVOID>(granularity);
    lpSystemInfo->lpMaximumApplicationAddress =
        reinterpret_cast<LPVOID>(mapview::kernel::end_of_user_space - 1);
    lpSystemInfo->dwActiveProcessorMask = processor_mask(processors);
    lpSystemInfo->dwNumberOfProcessors = processors;
    lpSystemInfo->dwProcessorType = amd_x8664;
    lpSystemInfo->dwAllocationGranularity = static_cast<DWORD>(granularity);
}

SIZE_T WINAPI GetLargePageMinimum(void) {
    return mapview::kernel::large_page_size();
}
