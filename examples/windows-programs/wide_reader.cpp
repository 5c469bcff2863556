// wide_reader.cpp - opens by the W function what ansi_writer made by the A function.
// SPDX-License-Identifier: MIT
#include <stdio.h>
#include <windows.h>

int main() {
    const wchar_t* name = L"$two letters$";
    HANDLE mapping = OpenFileMappingW(FILE_MAP_READ, FALSE, name);
    if (mapping == NULL) {
        wprintf(L"%s: error %d\n", name, (int)GetLastError());
        return 1;
    }
    LPCSTR text = (LPCSTR)MapViewOfFile(mapping, FILE_MAP_READ, 0, 0, 0);
    wprintf(L"%s: %S\n", name, text);
    UnmapViewOfFile(text);
    CloseHandle(mapping);
    return 0;
}
