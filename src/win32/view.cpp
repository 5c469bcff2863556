// SPDX-License-Identifier: MIT
#include "kernel/file.hpp"
#include "kernel/section.hpp"
#include "kernel/view_table.hpp"
#include "win32/handle_value.hpp"
#include "win32/last_error.hpp"
#include "win32/process.hpp"

#include <sys/mman.h>
#include <windows.h>

#include <cerrno>

#ifndef MADV_POPULATE_WRITE  // Linux 5.14
#define MADV_POPULATE_READ 22
#define MADV_POPULATE_WRITE 23
#endif

namespace {

using mapview::kernel::file_status;
using mapview::kernel::find_view;
using mapview::kernel::number;
using mapview::kernel::page_size;
using mapview::kernel::protection;
using mapview::kernel::region_facts;
using mapview::kernel::region_kind;
using mapview::kernel::status;
using mapview::kernel::status_of;
using mapview::win32::guarded;
using mapview::win32::number_of;
using mapview::win32::report;
using mapview::win32::require_this_process;

// FILE_MAP_WRITE beats FILE_MAP_READ, FILE_MAP_EXECUTE adds to both, and nothing else in the mask
// counts; FILE_MAP_COPY means something only where it is alone, or with FILE_MAP_EXECUTE.
protection protection_of(DWORD access) {
    const bool execute = (access & FILE_MAP_EXECUTE) != 0;
    if ((access & FILE_MAP_WRITE) != 0)
        return execute ? protection::execute_read_write : protection::read_write;
    if ((access & FILE_MAP_READ) != 0) return execute ? protection::execute_read : protection::read;
    if (access == FILE_MAP_COPY) return protection::write_copy;
    if (access == (FILE_MAP_COPY | FILE_MAP_EXECUTE)) return protection::execute_write_copy;
    return protection::no_access;
}

bool can_write(protection page) {
    return page != protection::no_access && page != protection::read &&
           page != protection::execute_read;
}

// The part of a view from `address` on has at least `bytes` bytes.
bool reaches(const region_facts& view, const void* address, SIZE_T bytes) {
    return bytes <= view.length - (number(address) - view.base);
}

status populate(const WIN32_MEMORY_RANGE_ENTRY& range) {
    const auto view = find_view(range.VirtualAddress);
    if (!view || !reaches(*view, range.VirtualAddress, range.NumberOfBytes))
        return status::invalid_parameter;
    const std::uintptr_t begin = number(range.VirtualAddress) / page_size() * page_size();
    const std::size_t length = number(range.VirtualAddress) + range.NumberOfBytes - begin;
    const int advice = can_write(view->page) ? MADV_POPULATE_WRITE : MADV_POPULATE_READ;
    int result = 0;
    do result = ::madvise(reinterpret_cast<void*>(begin), length, advice);
    while (result != 0 && errno == EINTR);
    if (result == 0) return status::success;
    if (errno == EINVAL) return status::not_supported;  // before Linux 5.14
    return errno == ENOMEM || errno == EFAULT ? status::commitment_limit : status_of(errno);
}

}  // namespace

LPVOID WINAPI MapViewOfFileEx(HANDLE hFileMappingObject, DWORD dwDesiredAccess,
                              DWORD dwFileOffsetHigh, DWORD dwFileOffsetLow,
                              SIZE_T dwNumberOfBytesToMap, LPVOID lpBaseAddress) {
    const mapview::kernel::section_range part{ULONGLONG{dwFileOffsetHigh} << 32 | dwFileOffsetLow,
                                              dwNumberOfBytesToMap};
    void* address = nullptr;
    const status result = guarded([&] {
        return map_section(number_of(hFileMappingObject), protection_of(dwDesiredAccess), part,
                           lpBaseAddress, address);
    });
    return report(result) ? address : nullptr;
}

LPVOID WINAPI MapViewOfFile(HANDLE hFileMappingObject, DWORD dwDesiredAccess,
                            DWORD dwFileOffsetHigh, DWORD dwFileOffsetLow,
                            SIZE_T dwNumberOfBytesToMap) {
    return MapViewOfFileEx(hFileMappingObject, dwDesiredAccess, dwFileOffsetHigh, dwFileOffsetLow,
                           dwNumberOfBytesToMap, nullptr);
}

BOOL WINAPI UnmapViewOfFile(LPCVOID lpBaseAddress) {
    return report(mapview::kernel::unmap_view(lpBaseAddress));
}

// The pages of a section without a file are seen by everybody as they are written, and a private
// view has nothing to write back.
BOOL WINAPI FlushViewOfFile(LPCVOID lpBaseAddress, SIZE_T dwNumberOfBytesToFlush) {
    const auto view = find_view(lpBaseAddress);
    if (!view || !reaches(*view, lpBaseAddress, dwNumberOfBytesToFlush))
        return report(status::invalid_parameter);
    if (view->kind != region_kind::file) return TRUE;
    const std::uintptr_t begin = number(lpBaseAddress) / page_size() * page_size();
    const std::uintptr_t end = dwNumberOfBytesToFlush != 0
                                   ? number(lpBaseAddress) + dwNumberOfBytesToFlush
                                   : view->base + view->length;
    const bool written = ::msync(reinterpret_cast<void*>(begin), end - begin, MS_SYNC) == 0;
    return report(written ? status::success : file_status(errno));
}

BOOL WINAPI PrefetchVirtualMemory(HANDLE hProcess, ULONG_PTR NumberOfEntries,
                                  PWIN32_MEMORY_RANGE_ENTRY VirtualAddresses, ULONG Flags) {
    return report(guarded([&] {
        status result = require_this_process(hProcess, PROCESS_QUERY_LIMITED_INFORMATION);
        if (result != status::success) return result;
        if (Flags != 0 || NumberOfEntries == 0 || VirtualAddresses == nullptr)
            return status::invalid_parameter;
        for (ULONG_PTR i = 0; i < NumberOfEntries && result == status::success; ++i)
            result = populate(VirtualAddresses[i]);
        return result;
    }));
}
