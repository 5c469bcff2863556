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
#define INVALID_FILE_ATTRIBUTES ((DWORD)-1)

typedef struct _BY_HANDLE_FILE_INFORMATION {
    DWORD dwFileAttributes;
    FILETIME ftCreationTime;
    FILETIME ftLastAccessTime;
    FILETIME ftLastWriteTime;
    DWORD dwVolumeSerialNumber;
    DWORD nFileSizeHigh;
    DWORD nFileSizeLow;
    DWORD nNumberOfLinks;
    DWORD nFileIndexHigh;
    DWORD nFileIndexLow;
} BY_HANDLE_FILE_INFORMATION, *PBY_HANDLE_FILE_INFORMATION, *LPBY_HANDLE_FILE_INFORMATION;

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
/* FileDispositionInfo only, of a handle with DELETE: the path goes at once, and does not come back.
 * Other classes are ERROR_NOT_SUPPORTED. */
MAPVIEW_WIN32 BOOL WINAPI SetFileInformationByHandle(HANDLE hFile,
                                                     FILE_INFO_BY_HANDLE_CLASS FileInformationClass,
                                                     LPVOID lpFileInformation, DWORD dwBufferSize);

/* The path goes at once. ERROR_SHARING_VIOLATION where a handle does not share that, and
 * ERROR_ACCESS_DENIED while a section has the file. */
MAPVIEW_WIN32 BOOL WINAPI DeleteFileA(LPCSTR lpFileName);
MAPVIEW_WIN32 BOOL WINAPI DeleteFileW(LPCWSTR lpFileName) MAPVIEW_WIDE(DeleteFileW);

/* FILE_ATTRIBUTE_DIRECTORY, FILE_ATTRIBUTE_READONLY (nobody may write it) or
 * FILE_ATTRIBUTE_NORMAL. */
MAPVIEW_WIN32 DWORD WINAPI GetFileAttributesA(LPCSTR lpFileName);
MAPVIEW_WIN32 DWORD WINAPI GetFileAttributesW(LPCWSTR lpFileName) MAPVIEW_WIDE(GetFileAttributesW);
MAPVIEW_WIN32 BOOL WINAPI GetFileInformationByHandle(HANDLE hFile,
                                                     LPBY_HANDLE_FILE_INFORMATION lpInformation);

/* The files of a folder whose names match the last part of the path, in the order of their names,
 * as they are when the search begins. `*` stands for any characters, `?` for one; case counts.
 * INVALID_HANDLE_VALUE and ERROR_FILE_NOT_FOUND where none matches; ERROR_NO_MORE_FILES in the end.
 */
MAPVIEW_WIN32 HANDLE WINAPI FindFirstFileA(LPCSTR lpFileName, LPWIN32_FIND_DATAA lpFindFileData);
MAPVIEW_WIN32 HANDLE WINAPI FindFirstFileW(LPCWSTR lpFileName, LPWIN32_FIND_DATAW lpFindFileData)
    MAPVIEW_WIDE(FindFirstFileW);
MAPVIEW_WIN32 BOOL WINAPI FindNextFileA(HANDLE hFindFile, LPWIN32_FIND_DATAA lpFindFileData);
MAPVIEW_WIN32 BOOL WINAPI FindNextFileW(HANDLE hFindFile, LPWIN32_FIND_DATAW lpFindFileData)
    MAPVIEW_WIDE(FindNextFileW);
MAPVIEW_WIN32 BOOL WINAPI FindClose(HANDLE hFindFile);

/* The path from the root, without "." and "..", by the text alone; and where its last name begins.
 * Returns the length, or the room that is needed. */
MAPVIEW_WIN32 DWORD WINAPI GetFullPathNameA(LPCSTR lpFileName, DWORD nBufferLength, LPSTR lpBuffer,
                                            LPSTR *lpFilePart);
MAPVIEW_WIN32 DWORD WINAPI GetFullPathNameW(LPCWSTR lpFileName, DWORD nBufferLength,
                                            LPWSTR lpBuffer, LPWSTR *lpFilePart)
    MAPVIEW_WIDE(GetFullPathNameW);

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
#define FindFirstFile FindFirstFileW
#define FindNextFile FindNextFileW
#define GetFileAttributes GetFileAttributesW
#define GetFullPathName GetFullPathNameW
#else
#define CreateFile CreateFileA
#define DeleteFile DeleteFileA
#define GetTempPath GetTempPathA
#define GetTempFileName GetTempFileNameA
#define FindFirstFile FindFirstFileA
#define FindNextFile FindNextFileA
#define GetFileAttributes GetFileAttributesA
#define GetFullPathName GetFullPathNameA
#endif
