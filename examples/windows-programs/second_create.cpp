// second_create.cpp - who creates a name a second time opens it, and learns so.
// SPDX-License-Identifier: MIT
#include <stdio.h>
#include <windows.h>

int main() {
    HANDLE first =
        CreateFileMapping(INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE, 0, 100, TEXT("twice"));
    printf("first: %s, error %ld\n", first ? "made" : "none", (LONG)GetLastError());
    HANDLE second =
        CreateFileMapping(INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE, 0, 1 << 20, TEXT("twice"));
    if (second != NULL && GetLastError() == ERROR_ALREADY_EXISTS)
        printf("second: already exists\n");
    LPVOID view = MapViewOfFile(second, FILE_MAP_WRITE, 0, 0, 1 << 20);
    printf("a view of the second size: %s, error %lu\n", view ? "yes" : "no", GetLastError());
    HANDLE old = CreateFileMapping((HANDLE)0xFFFFFFFF, NULL, PAGE_READWRITE, 0, 100, TEXT("old"));
    printf("with a handle of 32 bits: %s, error %lu\n", old ? "made" : "none", GetLastError());
    CloseHandle(second);
    CloseHandle(first);
}
