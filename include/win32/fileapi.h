/* fileapi.h - files.
 * https://learn.microsoft.com/windows/win32/api/fileapi/
 *
 * Paths may be written with `/` and `\`; A functions take UTF-8, or whatever bytes a file's name
 * has. There are no drives: `C:\x` is ERROR_PATH_NOT_FOUND, `\\server\x` ERROR_BAD_NETPATH. */
/* SPDX-License-Identifier: MIT */
#pragma once

#include <minwinbase.h>

#define CREATE_NEW 1
#define CREATE_ALWAYS 2
#define OPEN_EXISTING 3
#define OPEN_ALWAYS 4
#define TRUNCATE_EXISTING 5

#define INVALID_FILE_SIZE ((DWORD)0xFFFFFFFF)
#define INVALID_SET_FILE_POINTER ((DWORD)-1)

/* Opens a regular file, a character device or, with FILE_FLAG_BACKUP_SEMANTICS, a directory.
 * Returns INVALID_HANDLE_VALUE on failure. Share modes hold among the programs that use this
 * library; FILE_FLAG_OVERLAPPED and a template file are ERROR_NOT_SUPPORTED. */
MAPVIEW_WIN32 HANDLE WINAPI CreateFileA(LPCSTR lpFileName, DWORD dwDesiredAccess, DWORD dwShareMode,
                                        LPSECURITY_ATTRIBUTES lpSecurityAttributes,
                                        DWORD dwCreationDisposition, DWORD dwFlagsAndAttributes,
                                        HANDLE hTemplateFile);
MAPVIEW_WIN32 HANDLE WINAPI CreateFileW(LPCWSTR lpFileName, DWORD dwDesiredAccess,
                                        DWORD dwShareMode,
                                        LPSECURITY_ATTRIBUTES lpSecurityAttributes,
                                        DWORD dwCreationDisposition, DWORD dwFlagsAndAttributes,
                                        HANDLE hTemplateFile) MAPVIEW_WIDE(CreateFileW);

/* Reads or writes at the position, or where lpOverlapped says; its hEvent must be NULL. Returns
 * when done. */
MAPVIEW_WIN32 BOOL WINAPI ReadFile(HANDLE hFile, LPVOID lpBuffer, DWORD nNumberOfBytesToRead,
                                   LPDWORD lpNumberOfBytesRead, LPOVERLAPPED lpOverlapped);
MAPVIEW_WIN32 BOOL WINAPI WriteFile(HANDLE hFile, LPCVOID lpBuffer, DWORD nNumberOfBytesToWrite,
                                    LPDWORD lpNumberOfBytesWritten, LPOVERLAPPED lpOverlapped);

MAPVIEW_WIN32 DWORD WINAPI SetFilePointer(HANDLE hFile, LONG lDistanceToMove,
                                          PLONG lpDistanceToMoveHigh, DWORD dwMoveMethod);
MAPVIEW_WIN32 BOOL WINAPI SetFilePointerEx(HANDLE hFile, LARGE_INTEGER liDistanceToMove,
                                           PLARGE_INTEGER lpNewFilePointer, DWORD dwMoveMethod);
/* ERROR_USER_MAPPED_FILE where it would take pages from a section of any process. */
MAPVIEW_WIN32 BOOL WINAPI SetEndOfFile(HANDLE hFile);
MAPVIEW_WIN32 DWORD WINAPI GetFileSize(HANDLE hFile, LPDWORD lpFileSizeHigh);
MAPVIEW_WIN32 BOOL WINAPI GetFileSizeEx(HANDLE hFile, PLARGE_INTEGER lpFileSize);
MAPVIEW_WIN32 DWORD WINAPI GetFileType(HANDLE hFile);
MAPVIEW_WIN32 BOOL WINAPI FlushFileBuffers(HANDLE hFile);

/* The path goes at once. ERROR_SHARING_VIOLATION where a handle does not share that, and
 * ERROR_ACCESS_DENIED while a section has the file. */
MAPVIEW_WIN32 BOOL WINAPI DeleteFileA(LPCSTR lpFileName);
MAPVIEW_WIN32 BOOL WINAPI DeleteFileW(LPCWSTR lpFileName) MAPVIEW_WIDE(DeleteFileW);

/* -1, 0 or 1. */
MAPVIEW_WIN32 LONG WINAPI CompareFileTime(const FILETIME *lpFileTime1, const FILETIME *lpFileTime2);

/* $TMPDIR, $TMP, $TEMP or /tmp, with a slash behind it. */
MAPVIEW_WIN32 DWORD WINAPI GetTempPathA(DWORD nBufferLength, LPSTR lpBuffer);
MAPVIEW_WIN32 DWORD WINAPI GetTempPathW(DWORD nBufferLength, LPWSTR lpBuffer)
    MAPVIEW_WIDE(GetTempPathW);
MAPVIEW_WIN32 UINT WINAPI GetTempFileNameA(LPCSTR lpPathName, LPCSTR lpPrefixString, UINT uUnique,
                                           LPSTR lpTempFileName);
MAPVIEW_WIN32 UINT WINAPI GetTempFileNameW(LPCWSTR lpPathName, LPCWSTR lpPrefixString, UINT uUnique,
                                           LPWSTR lpTempFileName) MAPVIEW_WIDE(GetTempFileNameW);

#ifdef UNICODE
#define CreateFile CreateFileW
#define DeleteFile DeleteFileW
#define GetTempPath GetTempPathW
#define GetTempFileName GetTempFileNameW
#else
#define CreateFile CreateFileA
#define DeleteFile DeleteFileA
#define GetTempPath GetTempPathA
#define GetTempFileName GetTempFileNameA
#endif
