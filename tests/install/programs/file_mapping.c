/* Uses <windows.h> as a C program outside the repository does. */
/* SPDX-License-Identifier: MIT */
#include <windows.h>

#include <stdio.h>

int main(void) {
    HANDLE made =
        CreateFileMappingW(INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE, 0, 4096, L"install-test-c");
    HANDLE opened = OpenFileMappingW(FILE_MAP_READ, FALSE, L"install-test-c");
    char *written = (char *)MapViewOfFile(made, FILE_MAP_WRITE, 0, 0, 0);
    const char *read = (const char *)MapViewOfFile(opened, FILE_MAP_READ, 0, 0, 0);
    if (written == NULL || read == NULL) return 1;

    CopyMemory(written, "C", 2);
    printf("C reads %s, WCHAR has %d bytes\n", read, (int)sizeof(WCHAR));
    return UnmapViewOfFile(written) && UnmapViewOfFile(read) && CloseHandle(made) &&
                   CloseHandle(opened)
               ? 0
               : 1;
}
