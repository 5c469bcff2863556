// SPDX-License-Identifier: MIT
#include "kernel/section.hpp"
#include "kernel/view_table.hpp"
#include "win32/handle_value.hpp"
#include "win32/last_error.hpp"
#include "win32/process.hpp"

#include <windows.h>

namespace {

using mapview::kernel::protection;
using mapview::kernel::status;
using mapview::win32::guarded;
using mapview::win32::number_of;
using mapview::win32::report;
using mapview::win32::require_this_process;

// A view can have each protection that a section can, and none.
status view_protection(ULONG value, protection& page) {
    if (value == PAGE_NOACCESS) {
        page = protection::no_access;
        return status::success;
    }
    const auto found = mapview::kernel::section_protection(value);
    if (!found) return status::invalid_parameter;
    page = *found;
    return status::success;
}

status unmap(const void* address, ULONG flags) {
    constexpr ULONG known = MEM_UNMAP_WITH_TRANSIENT_BOOST | MEM_PRESERVE_PLACEHOLDER;
    if ((flags & ~known) != 0) return status::invalid_parameter;
    // No view comes from a placeholder.
    if ((flags & MEM_PRESERVE_PLACEHOLDER) != 0) return status::invalid_address;
    return mapview::kernel::unmap_view(address);
}

}  // namespace

BOOL WINAPI UnmapViewOfFileEx(PVOID BaseAddress, ULONG UnmapFlags) {
    return report(unmap(BaseAddress, UnmapFlags));
}

BOOL WINAPI UnmapViewOfFile2(HANDLE Process, PVOID BaseAddress, ULONG UnmapFlags) {
    return report(guarded([&] {
        const status own = require_this_process(Process, PROCESS_VM_OPERATION);
        return own == status::success ? unmap(BaseAddress, UnmapFlags) : own;
    }));
}

PVOID WINAPI MapViewOfFile3(HANDLE FileMapping, HANDLE Process, PVOID BaseAddress, ULONG64 Offset,
                            SIZE_T ViewSize, ULONG AllocationType, ULONG PageProtection,
                            MEM_EXTENDED_PARAMETER*, ULONG ParameterCount) {
    void* address = nullptr;
    const status result = guarded([&] {
        if (Process != nullptr) {
            const status own = require_this_process(Process, PROCESS_VM_OPERATION);
            if (own != status::success) return own;
        }
        if (AllocationType == MEM_RESERVE)
            return status::invalid_parameter;  // there are no such sections
        if (AllocationType != 0 || ParameterCount != 0) return status::not_supported;
        protection page{};
        if (const status known = view_protection(PageProtection, page); known != status::success)
            return known;
        return map_section(number_of(FileMapping), page, {Offset, ViewSize}, BaseAddress, address);
    });
    return report(result) ? address : nullptr;
}
