/* handleapi.h - handles: descriptors that carry rights.
 * https://learn.microsoft.com/windows/win32/api/handleapi/ */
/* SPDX-License-Identifier: MIT */
#pragma once

#include <minwindef.h>

#define INVALID_HANDLE_VALUE ((HANDLE)(LONG_PTR)-1)

#define HANDLE_FLAG_INHERIT 0x00000001
#define HANDLE_FLAG_PROTECT_FROM_CLOSE 0x00000002
#define DUPLICATE_CLOSE_SOURCE 0x00000001
#define DUPLICATE_SAME_ACCESS 0x00000002

MAPVIEW_WIN32 BOOL WINAPI CloseHandle(HANDLE hObject);

/* Both processes must be the calling one: GetCurrentProcess(). */
MAPVIEW_WIN32 BOOL WINAPI DuplicateHandle(HANDLE hSourceProcessHandle, HANDLE hSourceHandle,
                                          HANDLE hTargetProcessHandle, LPHANDLE lpTargetHandle,
                                          DWORD dwDesiredAccess, BOOL bInheritHandle,
                                          DWORD dwOptions);
MAPVIEW_WIN32 BOOL WINAPI GetHandleInformation(HANDLE hObject, LPDWORD lpdwFlags);
MAPVIEW_WIN32 BOOL WINAPI SetHandleInformation(HANDLE hObject, DWORD dwMask, DWORD dwFlags);

/* Not of Windows, for who has descriptors: _get_osfhandle and _open_osfhandle, in io.h, are made of
 * these. A file, device or pipe that the program has opened itself becomes a handle, which goes
 * with the descriptor; NULL and ERROR_INVALID_HANDLE for other descriptors. The other way, -1 and
 * ERROR_INVALID_HANDLE where the handle is none of a file: the descriptor is the handle's own. */
MAPVIEW_WIN32 HANDLE WINAPI MapviewHandleOfDescriptor(int descriptor);
MAPVIEW_WIN32 int WINAPI MapviewDescriptorOfHandle(HANDLE handle);
