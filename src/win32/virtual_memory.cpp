// SPDX-License-Identifier: MIT
#include "kernel/virtual_memory.hpp"

#include "kernel/address_space.hpp"
#include "kernel/memory_query.hpp"
#include "kernel/page_lock.hpp"
#include "win32/last_error.hpp"
#include "win32/process.hpp"

#include <windows.h>

namespace {

using mapview::kernel::number;
using mapview::kernel::page_protection;
using mapview::kernel::pointer;
using mapview::kernel::protection;
using mapview::kernel::status;
using mapview::win32::guarded;
using mapview::win32::report;
using mapview::win32::require_this_process;

// Guard pages and the ways to cache a page; Windows has them and this library does not.
constexpr DWORD page_modifiers = 0x700;

status read_protection(DWORD value, protection& page) {
    const auto known = page_protection(value & ~page_modifiers);
    if (!known) return status::invalid_parameter;
    page = *known;
    return (value & page_modifiers) != 0 ? status::not_supported : status::success;
}

// What Windows knows and this library does not.
constexpr DWORD unsupported_types = 0x00040000     // MEM_RESERVE_PLACEHOLDER
                                    | 0x00200000   // MEM_WRITE_WATCH
                                    | 0x00400000   // MEM_PHYSICAL
                                    | 0x01000000   // MEM_RESET_UNDO
                                    | 0x20000000;  // MEM_LARGE_PAGES

status allocate(void* address, SIZE_T length, DWORD type, DWORD protect, void*& result) {
    constexpr DWORD ways = MEM_COMMIT | MEM_RESERVE | MEM_RESET;
    const DWORD wanted = type & ~DWORD{MEM_TOP_DOWN};  // a hint: Linux does so anyway
    if ((wanted & ~(ways | unsupported_types)) != 0) return status::invalid_parameter;
    protection page{};
    if (const status known = read_protection(protect, page); known != status::success) return known;
    if ((wanted & unsupported_types) != 0) return status::not_supported;
    if (wanted == MEM_RESET) return mapview::kernel::reset(number(address), length, result);
    if (wanted == 0 || (wanted & MEM_RESET) != 0) return status::invalid_parameter;

    const bool commits = (wanted & MEM_COMMIT) != 0;
    if ((wanted & MEM_RESERVE) != 0 || address == nullptr)
        return mapview::kernel::reserve(number(address), length, page, commits, result);
    return mapview::kernel::commit(number(address), length, page, result);
}

status free_memory(void* address, SIZE_T length, DWORD type) {
    if (type == MEM_DECOMMIT) return mapview::kernel::decommit(number(address), length);
    if (type != MEM_RELEASE || length != 0) return status::invalid_parameter;
    return mapview::kernel::release(number(address));
}

status protect(void* address, SIZE_T length, DWORD wanted, DWORD* old) {
    if (old == nullptr) return status::no_access;
    protection page{};
    if (const status known = read_protection(wanted, page); known != status::success) return known;
    protection before{};
    const status result = mapview::kernel::protect(number(address), length, page, before);
    if (result == status::success) *old = static_cast<DWORD>(before);
    return result;
}

status query(const void* address, MEMORY_BASIC_INFORMATION* buffer, SIZE_T length) {
    if (number(address) >= mapview::kernel::end_of_user_space) return status::invalid_parameter;
    if (length < sizeof *buffer) return status::bad_length;
    if (buffer == nullptr) return status::no_access;
    mapview::kernel::memory_facts facts;
    const status told = mapview::kernel::query_memory(number(address), facts);
    if (told != status::success) return told;
    *buffer = {};
    buffer->BaseAddress = pointer(facts.pages.begin);
    buffer->AllocationBase = pointer(facts.allocation_base);
    buffer->AllocationProtect = facts.first_protection;
    buffer->RegionSize = facts.pages.length();
    buffer->State = static_cast<DWORD>(facts.state);
    buffer->Protect = facts.protection;
    buffer->Type = static_cast<DWORD>(facts.type);
    return status::success;
}

}  // namespace

LPVOID WINAPI VirtualAllocEx(HANDLE hProcess, LPVOID lpAddress, SIZE_T dwSize,
                             DWORD flAllocationType, DWORD flProtect) {
    void* memory = nullptr;
    const status result = guarded([&] {
        const status own = require_this_process(hProcess, PROCESS_VM_OPERATION);
        if (own != status::success) return own;
        return allocate(lpAddress, dwSize, flAllocationType, flProtect, memory);
    });
    return report(result) ? memory : nullptr;
}

BOOL WINAPI VirtualFreeEx(HANDLE hProcess, LPVOID lpAddress, SIZE_T dwSize, DWORD dwFreeType) {
    return report(guarded([&] {
        const status own = require_this_process(hProcess, PROCESS_VM_OPERATION);
        return own == status::success ? free_memory(lpAddress, dwSize, dwFreeType) : own;
    }));
}

BOOL WINAPI VirtualProtectEx(HANDLE hProcess, LPVOID lpAddress, SIZE_T dwSize, DWORD flNewProtect,
                             PDWORD lpflOldProtect) {
    return report(guarded([&] {
        const status own = require_this_process(hProcess, PROCESS_VM_OPERATION);
        return own == status::success ? protect(lpAddress, dwSize, flNewProtect, lpflOldProtect)
                                      : own;
    }));
}

SIZE_T WINAPI VirtualQueryEx(HANDLE hProcess, LPCVOID lpAddress, PMEMORY_BASIC_INFORMATION lpBuffer,
                             SIZE_T dwLength) {
    const status result = guarded([&] {
        const status own = require_this_process(hProcess, PROCESS_QUERY_INFORMATION);
        return own == status::success ? query(lpAddress, lpBuffer, dwLength) : own;
    });
    return report(result) ? sizeof *lpBuffer : 0;
}

LPVOID WINAPI VirtualAlloc(LPVOID lpAddress, SIZE_T dwSize, DWORD flAllocationType,
                           DWORD flProtect) {
    return VirtualAllocEx(GetCurrentProcess(), lpAddress, dwSize, flAllocationType, flProtect);
}

BOOL WINAPI VirtualFree(LPVOID lpAddress, SIZE_T dwSize, DWORD dwFreeType) {
    return VirtualFreeEx(GetCurrentProcess(), lpAddress, dwSize, dwFreeType);
}

BOOL WINAPI VirtualProtect(LPVOID lpAddress, SIZE_T dwSize, DWORD flNewProtect,
                           PDWORD lpflOldProtect) {
    return VirtualProtectEx(GetCurrentProcess(), lpAddress, dwSize, flNewProtect, lpflOldProtect);
}

SIZE_T WINAPI VirtualQuery(LPCVOID lpAddress, PMEMORY_BASIC_INFORMATION lpBuffer, SIZE_T dwLength) {
    return VirtualQueryEx(GetCurrentProcess(), lpAddress, lpBuffer, dwLength);
}

BOOL WINAPI VirtualLock(LPVOID lpAddress, SIZE_T dwSize) {
    return report(guarded([&] { return mapview::kernel::lock_pages(number(lpAddress), dwSize); }));
}

BOOL WINAPI VirtualUnlock(LPVOID lpAddress, SIZE_T dwSize) {
    return report(
        guarded([&] { return mapview::kernel::unlock_pages(number(lpAddress), dwSize); }));
}
