// ansi_writer.cpp - makes the object by the A function; wide_reader opens it by the W function.
// SPDX-License-Identifier: MIT
#include <stdio.h>
#include <windows.h>

int main() {
    HANDLE mapping =
        CreateFileMappingA(INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE, 0, 256, "$two letters$");
    char* text = (char*)MapViewOfFile(mapping, FILE_MAP_WRITE, 0, 0, 256);
    strcpy_s(text, 256, "from A to W");
    printf("Press Enter\n");
    fflush(stdout);
    getchar();
    UnmapViewOfFile(text);
    CloseHandle(mapping);
    return 0;
}
