// SPDX-License-Identifier: MIT
#include "kernel/address_space.hpp"
#include "kernel/named_numbers.hpp"
#include "win32/last_error.hpp"

#include <windows.h>

#include <algorithm>

namespace {

using mapview::kernel::status;
using mapview::kernel::sum_of_numbers;
using mapview::win32::guarded;
using mapview::win32::report;

// Linux counts in KiB.
ULONGLONG bytes_of(const char* file, std::initializer_list<std::string_view> rows) {
    return sum_of_numbers(file, rows).value_or(0) * 1024;
}

void fill(MEMORYSTATUSEX& to) {
    constexpr const char* machine = "/proc/meminfo";
    constexpr std::uintptr_t lowest = mapview::kernel::allocation_granularity;
    to.ullTotalPhys = bytes_of(machine, {"MemTotal:"});
    to.ullAvailPhys = std::min(bytes_of(machine, {"MemAvailable:"}), to.ullTotalPhys);
    to.ullTotalPageFile = bytes_of(machine, {"MemTotal:", "SwapTotal:"});
    to.ullAvailPageFile = bytes_of(machine, {"MemAvailable:", "SwapFree:"});
    to.ullTotalVirtual = mapview::kernel::end_of_user_space - lowest;
    to.ullAvailVirtual = to.ullTotalVirtual -
                         std::min(bytes_of("/proc/self/status", {"VmSize:"}), to.ullTotalVirtual);
    to.ullAvailExtendedVirtual = 0;
    const ULONGLONG used = to.ullTotalPhys - to.ullAvailPhys;
    to.dwMemoryLoad = to.ullTotalPhys == 0 ? 0 : static_cast<DWORD>(used * 100 / to.ullTotalPhys);
}

}  // namespace

BOOL WINAPI GlobalMemoryStatusEx(LPMEMORYSTATUSEX lpBuffer) {
    return report(guarded([&] {
        if (lpBuffer == nullptr || lpBuffer->dwLength != sizeof *lpBuffer)
            return status::invalid_parameter;
        fill(*lpBuffer);
        return status::success;
    }));
}
