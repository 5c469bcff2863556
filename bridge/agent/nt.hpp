// bridge/agent/nt.hpp - the part of ntdll that the agent uses and <windows.h> leaves out.
// SPDX-License-Identifier: MIT
#pragma once

#include <windows.h>

#include <winternl.h>

namespace mapview::bridge::nt {

/// https://learn.microsoft.com/windows/win32/devnotes/ntquerydirectoryobject
struct directory_entry {
    UNICODE_STRING name;
    UNICODE_STRING type;
};

/// What NtQuerySection tells, class 0.
struct section_basic_information {
    void* base;
    ULONG attributes;
    LARGE_INTEGER size;
};

/// What NtQueryObject tells, class 0.
struct object_basic_information {
    ULONG attributes;
    ACCESS_MASK granted;
    ULONG handles;
    ULONG pointers;
    ULONG unused[10];
};

inline constexpr ACCESS_MASK event_query_state = 0x0001;  ///< what NtQueryEvent asks for

/// What NtQueryEvent tells, class 0.
struct event_basic_information {
    LONG type;  ///< 0 manual-reset, 1 auto-reset
    LONG state;
};

/// A function of ntdll's that the import library does not have, or types otherwise; null where
/// there is none.
template <class Function>
Function* function(const char* name) noexcept {
    return reinterpret_cast<Function*>(
        reinterpret_cast<void*>(GetProcAddress(GetModuleHandleW(L"ntdll.dll"), name)));
}

using set_information_process = NTSTATUS NTAPI(HANDLE, int, void*, ULONG);

/// Wine's own class of it: the process no longer counts as a user's, and the handle that comes back
/// is signalled when the last that does has ended.
inline constexpr int process_wine_make_process_system = 1000;

}  // namespace mapview::bridge::nt

extern "C" {
NTSYSAPI NTSTATUS NTAPI NtOpenDirectoryObject(HANDLE*, ACCESS_MASK, OBJECT_ATTRIBUTES*);
NTSYSAPI NTSTATUS NTAPI NtQueryDirectoryObject(HANDLE, void*, ULONG, BOOLEAN, BOOLEAN, ULONG*,
                                               ULONG*);
NTSYSAPI NTSTATUS NTAPI NtOpenSection(HANDLE*, ACCESS_MASK, OBJECT_ATTRIBUTES*);
NTSYSAPI NTSTATUS NTAPI NtQueryEvent(HANDLE, int, void*, ULONG, ULONG*);
NTSYSAPI NTSTATUS NTAPI NtQuerySection(HANDLE, int, void*, SIZE_T, SIZE_T*);
}
