// unicode_reader.cpp - shows what unicode_writer shares; build with -municode.
// SPDX-License-Identifier: MIT
#include <stdio.h>
#include <tchar.h>
#include <windows.h>

#define BUF_SIZE 256
TCHAR szName[] = TEXT("Local\\UnicodeMessage");

int _tmain() {
    HANDLE hMapFile = OpenFileMapping(FILE_MAP_ALL_ACCESS, FALSE, szName);
    if (hMapFile == NULL) {
        _tprintf(TEXT("Could not open file mapping object (%d).\n"), GetLastError());
        return 1;
    }
    LPCTSTR pBuf = (LPTSTR)MapViewOfFile(hMapFile, FILE_MAP_ALL_ACCESS, 0, 0, BUF_SIZE);
    if (pBuf == NULL) {
        _tprintf(TEXT("Could not map view of file (%d).\n"), GetLastError());
        CloseHandle(hMapFile);
        return 1;
    }
    _tprintf(TEXT("%s has %d characters\n"), pBuf, (int)_tcslen(pBuf));
    UnmapViewOfFile(pBuf);
    CloseHandle(hMapFile);
    return 0;
}
