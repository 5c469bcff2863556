// inherited_handle.cpp - a parent hands a section without a name to its child.
// SPDX-License-Identifier: MIT
#include <process.h>
#include <stdio.h>
#include <stdlib.h>
#include <windows.h>

static int child(const char* number) {
    HANDLE mapping = (HANDLE)(ULONG_PTR)_strtoui64(number, NULL, 16);
    int* shared = (int*)MapViewOfFile(mapping, FILE_MAP_WRITE, 0, 0, 0);
    if (shared == NULL) return (int)GetLastError();
    shared[1] = shared[0] * 2;
    UnmapViewOfFile(shared);
    return 21;
}

int main(int argc, char* argv[]) {
    if (argc == 3) return child(argv[2]);
    SECURITY_ATTRIBUTES inheritable = {sizeof(inheritable), NULL, TRUE};
    HANDLE mapping =
        CreateFileMapping(INVALID_HANDLE_VALUE, &inheritable, PAGE_READWRITE, 0, 4096, NULL);
    int* shared = (int*)MapViewOfFile(mapping, FILE_MAP_WRITE, 0, 0, 0);
    shared[0] = 1234;
    char number[32];
    sprintf_s(number, "%I64x", (unsigned __int64)(ULONG_PTR)mapping);
    intptr_t status = _spawnl(_P_WAIT, argv[0], argv[0], "child", number, NULL);
    printf("child ended with %d and left %d\n", (int)status, shared[1]);
    UnmapViewOfFile(shared);
    CloseHandle(mapping);
    return 0;
}
