/* libloaderapi.h - the program and the libraries in it.
 * https://learn.microsoft.com/windows/win32/api/libloaderapi/ */
/* SPDX-License-Identifier: MIT */
#pragma once

#include <minwindef.h>

#define GET_MODULE_HANDLE_EX_FLAG_PIN 0x00000001
#define GET_MODULE_HANDLE_EX_FLAG_UNCHANGED_REFCOUNT 0x00000002
#define GET_MODULE_HANDLE_EX_FLAG_FROM_ADDRESS 0x00000004

/* The path of the program, where hModule is NULL or GetModuleHandle(NULL), or of a library. One
 * that does not fit is cut, and the room returned with ERROR_INSUFFICIENT_BUFFER. */
MAPVIEW_WIN32 DWORD WINAPI GetModuleFileNameA(HMODULE hModule, LPSTR lpFilename, DWORD nSize);
MAPVIEW_WIN32 DWORD WINAPI GetModuleFileNameW(HMODULE hModule, LPWSTR lpFilename, DWORD nSize)
    MAPVIEW_WIDE(GetModuleFileNameW);

/* The address of the program's file in memory, for NULL; no other module has a name here:
 * ERROR_MOD_NOT_FOUND. */
MAPVIEW_WIN32 HMODULE WINAPI GetModuleHandleA(LPCSTR lpModuleName);
MAPVIEW_WIN32 HMODULE WINAPI GetModuleHandleW(LPCWSTR lpModuleName) MAPVIEW_WIDE(GetModuleHandleW);

/* The same, or with GET_MODULE_HANDLE_EX_FLAG_FROM_ADDRESS the program or library that an address
 * is in. No library is let go while its handle is known. */
MAPVIEW_WIN32 BOOL WINAPI GetModuleHandleExA(DWORD dwFlags, LPCSTR lpModuleName, HMODULE *phModule);
MAPVIEW_WIN32 BOOL WINAPI GetModuleHandleExW(DWORD dwFlags, LPCWSTR lpModuleName, HMODULE *phModule)
    MAPVIEW_WIDE(GetModuleHandleExW);

#ifdef UNICODE
#define GetModuleFileName GetModuleFileNameW
#define GetModuleHandle GetModuleHandleW
#define GetModuleHandleEx GetModuleHandleExW
#else
#define GetModuleFileName GetModuleFileNameA
#define GetModuleHandle GetModuleHandleA
#define GetModuleHandleEx GetModuleHandleExA
#endif
