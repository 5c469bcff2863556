/* void_main.c - a main() without a result, which waits for a key. */
/* SPDX-License-Identifier: MIT */
#include <conio.h>
#include <stdio.h>
#include <windows.h>

void main() {
    HANDLE mapping = CreateFileMappingA(INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE, 0, 16, "key");
    char* view = (char*)MapViewOfFile(mapping, FILE_MAP_ALL_ACCESS, 0, 0, 16);
    strcpy(view, "held");
    printf("%s until a key is hit\n", view);
    _getch();
    UnmapViewOfFile(view);
    CloseHandle(mapping);
}
