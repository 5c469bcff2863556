/* libloaderapi.h - the program and the libraries in it.
 * https://learn.microsoft.com/windows/win32/api/libloaderapi/ */
/* SPDX-License-Identifier: MIT */
#pragma once

#include <minwindef.h>

#define GET_MODULE_HANDLE_EX_FLAG_PIN 0x00000001
#define GET_MODULE_HANDLE_EX_FLAG_UNCHANGED_REFCOUNT 0x00000002
#define GET_MODULE_HANDLE_EX_FLAG_FROM_ADDRESS 0x00000004

#define DONT_RESOLVE_DLL_REFERENCES 0x00000001
#define LOAD_LIBRARY_AS_DATAFILE 0x00000002
#define LOAD_WITH_ALTERED_SEARCH_PATH 0x00000008
#define LOAD_IGNORE_CODE_AUTHZ_LEVEL 0x00000010
#define LOAD_LIBRARY_AS_IMAGE_RESOURCE 0x00000020
#define LOAD_LIBRARY_AS_DATAFILE_EXCLUSIVE 0x00000040
#define LOAD_LIBRARY_REQUIRE_SIGNED_TARGET 0x00000080
#define LOAD_LIBRARY_SEARCH_DLL_LOAD_DIR 0x00000100
#define LOAD_LIBRARY_SEARCH_APPLICATION_DIR 0x00000200
#define LOAD_LIBRARY_SEARCH_USER_DIRS 0x00000400
#define LOAD_LIBRARY_SEARCH_SYSTEM32 0x00000800
#define LOAD_LIBRARY_SEARCH_DEFAULT_DIRS 0x00001000
#define LOAD_LIBRARY_SAFE_CURRENT_DIRS 0x00002000

/* The path of the program, where hModule is NULL or GetModuleHandle(NULL), or of a library. One
 * that does not fit is cut, and the room returned with ERROR_INSUFFICIENT_BUFFER. */
MAPVIEW_WIN32 DWORD WINAPI GetModuleFileNameA(HMODULE hModule, LPSTR lpFilename, DWORD nSize);
MAPVIEW_WIN32 DWORD WINAPI GetModuleFileNameW(HMODULE hModule, LPWSTR lpFilename, DWORD nSize)
    MAPVIEW_WIDE(GetModuleFileNameW);

/* The address of the program's file in memory, for NULL; a library that is there, by its name or
 * path (see LoadLibrary): else ERROR_MOD_NOT_FOUND. */
MAPVIEW_WIN32 HMODULE WINAPI GetModuleHandleA(LPCSTR lpModuleName);
MAPVIEW_WIN32 HMODULE WINAPI GetModuleHandleW(LPCWSTR lpModuleName) MAPVIEW_WIDE(GetModuleHandleW);

/* The same, or with GET_MODULE_HANDLE_EX_FLAG_FROM_ADDRESS the program or library that an address
 * is in. Unless a flag says otherwise, the library stays until FreeLibrary is called for it. */
MAPVIEW_WIN32 BOOL WINAPI GetModuleHandleExA(DWORD dwFlags, LPCSTR lpModuleName, HMODULE *phModule);
MAPVIEW_WIN32 BOOL WINAPI GetModuleHandleExW(DWORD dwFlags, LPCWSTR lpModuleName, HMODULE *phModule)
    MAPVIEW_WIDE(GetModuleHandleExW);

/* Loads a shared library, or takes the one of that name that is there. "x" and "x.dll" mean x.dll,
 * libx.so, x.so, and without a dot in the name also x: beside the program, where the system looks,
 * and in the current folder. A DllMain that it shows, of C or of C++, is called when it is loaded
 * (FALSE: ERROR_DLL_INIT_FAILED) and when the last FreeLibrary lets it go, but for no thread, and
 * not at the end of the process.
 *
 * ERROR_MOD_NOT_FOUND where there is no such library, or one that it needs is missing;
 * ERROR_BAD_EXE_FORMAT where the file is none; ERROR_PROC_NOT_FOUND where it needs a function that
 * nobody has.
 *
 * kernel32, user32, ntdll and the other libraries of Windows that have functions of these headers
 * are one library that is always there. */
MAPVIEW_WIN32 HMODULE WINAPI LoadLibraryA(LPCSTR lpLibFileName);
MAPVIEW_WIN32 HMODULE WINAPI LoadLibraryW(LPCWSTR lpLibFileName) MAPVIEW_WIDE(LoadLibraryW);

/* The LOAD_LIBRARY_SEARCH_ flags choose among these places; with DONT_RESOLVE_DLL_REFERENCES no
 * DllMain is called, and functions that nobody has are missed when they are called. As data or with
 * a signature, which nobody could check, no library is loaded: ERROR_NOT_SUPPORTED. */
MAPVIEW_WIN32 HMODULE WINAPI LoadLibraryExA(LPCSTR lpLibFileName, HANDLE hFile, DWORD dwFlags);
MAPVIEW_WIN32 HMODULE WINAPI LoadLibraryExW(LPCWSTR lpLibFileName, HANDLE hFile, DWORD dwFlags)
    MAPVIEW_WIDE(LoadLibraryExW);

MAPVIEW_WIN32 BOOL WINAPI FreeLibrary(HMODULE hLibModule);
MAPVIEW_WIN32 DECLSPEC_NORETURN void WINAPI FreeLibraryAndExitThread(HMODULE hLibModule,
                                                                     DWORD dwExitCode);

/* No thread is ever told to a library. */
MAPVIEW_WIN32 BOOL WINAPI DisableThreadLibraryCalls(HMODULE hLibModule);

/* What a library or the program (then linked with -rdynamic) shows by that name: else
 * ERROR_PROC_NOT_FOUND, and for any number ERROR_INVALID_ORDINAL. A W function of this library is
 * the one for the wchar_t of who asks. */
MAPVIEW_WIN32 FARPROC WINAPI GetProcAddress(HMODULE hModule, LPCSTR lpProcName)
    MAPVIEW_WIDE(GetProcAddress);

#ifdef UNICODE
#define GetModuleFileName GetModuleFileNameW
#define GetModuleHandle GetModuleHandleW
#define GetModuleHandleEx GetModuleHandleExW
#define LoadLibrary LoadLibraryW
#define LoadLibraryEx LoadLibraryExW
#else
#define GetModuleFileName GetModuleFileNameA
#define GetModuleHandle GetModuleHandleA
#define GetModuleHandleEx GetModuleHandleExA
#define LoadLibrary LoadLibraryA
#define LoadLibraryEx LoadLibraryExA
#endif
