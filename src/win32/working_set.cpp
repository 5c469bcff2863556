// SPDX-License-Identifier: MIT
#include "kernel/working_set.hpp"

#include "win32/last_error.hpp"
#include "win32/process.hpp"

#include <windows.h>

namespace {

using mapview::kernel::status;
using mapview::win32::guarded;
using mapview::win32::report;
using mapview::win32::require_this_process;

constexpr DWORD hard_limits = QUOTA_LIMITS_HARDWS_MIN_ENABLE | QUOTA_LIMITS_HARDWS_MAX_ENABLE;
constexpr DWORD soft_limits = QUOTA_LIMITS_HARDWS_MIN_DISABLE | QUOTA_LIMITS_HARDWS_MAX_DISABLE;

status set_limits(SIZE_T minimum, SIZE_T maximum, DWORD flags) {
    constexpr auto trim = static_cast<SIZE_T>(-1);
    // Each "enable" is one bit below its "disable": both together mean nothing.
    if ((flags & ~(hard_limits | soft_limits)) != 0 || (flags & hard_limits & flags >> 1) != 0)
        return status::invalid_parameter;
    if (minimum == 0 || maximum == 0 || minimum > maximum) return status::invalid_parameter;
    if ((flags & hard_limits) != 0) return status::not_supported;
    if (minimum == trim) {
        mapview::kernel::trim_working_set();
        return status::success;
    }
    return mapview::kernel::set_working_set({minimum, maximum});
}

}  // namespace

BOOL WINAPI SetProcessWorkingSetSizeEx(HANDLE hProcess, SIZE_T dwMinimumWorkingSetSize,
                                       SIZE_T dwMaximumWorkingSetSize, DWORD Flags) {
    return report(guarded([&] {
        const status own = require_this_process(hProcess, PROCESS_SET_QUOTA);
        if (own != status::success) return own;
        return set_limits(dwMinimumWorkingSetSize, dwMaximumWorkingSetSize, Flags);
    }));
}

BOOL WINAPI GetProcessWorkingSetSizeEx(HANDLE hProcess, PSIZE_T lpMinimumWorkingSetSize,
                                       PSIZE_T lpMaximumWorkingSetSize, PDWORD Flags) {
    return report(guarded([&] {
        const status own = require_this_process(hProcess, PROCESS_QUERY_INFORMATION);
        if (own != status::success) return own;
        const auto limits = mapview::kernel::working_set();
        *lpMinimumWorkingSetSize = limits.minimum;
        *lpMaximumWorkingSetSize = limits.maximum;
        *Flags = soft_limits;
        return status::success;
    }));
}

BOOL WINAPI SetProcessWorkingSetSize(HANDLE hProcess, SIZE_T dwMinimumWorkingSetSize,
                                     SIZE_T dwMaximumWorkingSetSize) {
    return SetProcessWorkingSetSizeEx(hProcess, dwMinimumWorkingSetSize, dwMaximumWorkingSetSize,
                                      0);
}

BOOL WINAPI GetProcessWorkingSetSize(HANDLE hProcess, PSIZE_T lpMinimumWorkingSetSize,
                                     PSIZE_T lpMaximumWorkingSetSize) {
    DWORD flags = 0;
    return GetProcessWorkingSetSizeEx(hProcess, lpMinimumWorkingSetSize, lpMaximumWorkingSetSize,
                                      &flags);
}
