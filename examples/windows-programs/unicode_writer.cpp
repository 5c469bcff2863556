// unicode_writer.cpp - shares a TCHAR message; build with -municode.
// SPDX-License-Identifier: MIT
#include <stdio.h>
#include <tchar.h>
#include <windows.h>

#define BUF_SIZE 256
TCHAR szName[] = TEXT("Local\\UnicodeMessage");
TCHAR szMsg[] = TEXT("Message from first process.");

int _tmain(int argc, _TCHAR* argv[]) {
    HANDLE hMapFile;
    LPCTSTR pBuf;

    hMapFile = CreateFileMapping(INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE, 0, BUF_SIZE, szName);
    if (hMapFile == NULL) {
        _tprintf(TEXT("Could not create file mapping object (%d).\n"), GetLastError());
        return 1;
    }
    pBuf = (LPTSTR)MapViewOfFile(hMapFile, FILE_MAP_ALL_ACCESS, 0, 0, BUF_SIZE);
    if (pBuf == NULL) {
        _tprintf(TEXT("Could not map view of file (%d).\n"), GetLastError());
        CloseHandle(hMapFile);
        return 1;
    }
    CopyMemory((PVOID)pBuf, argc > 1 ? argv[1] : szMsg,
               (_tcslen(argc > 1 ? argv[1] : szMsg) + 1) * sizeof(TCHAR));
    _tprintf(TEXT("Written: %s\nPress Enter\n"), pBuf);
    fflush(stdout);
    getchar();
    UnmapViewOfFile(pBuf);
    CloseHandle(hMapFile);
    return 0;
}
