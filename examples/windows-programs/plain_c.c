/* plain_c.c - the same calls in C. */
/* SPDX-License-Identifier: MIT */
#include <process.h>
#include <stdio.h>
#include <windows.h>

#define COUNT 5

int main(int argc, char *argv[]) {
    HANDLE hMap;
    int *pNumbers, i, sum = 0;
    char line[64];

    hMap =
        CreateFileMapping(INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE, 0, COUNT * sizeof(int), "c");
    if (!hMap) return 1;
    pNumbers = MapViewOfFile(hMap, FILE_MAP_ALL_ACCESS, 0, 0, 0);
    for (i = 0; i < COUNT; i++) pNumbers[i] = min(i * i, 10);
    for (i = 0; i < COUNT; i++) sum += pNumbers[i];
    _snprintf(line, sizeof line, "sum %d of %d numbers", sum, (int)_countof(line) / 13 + 1);
    puts(_strupr(line));
    printf("same process: %d\n", _getpid() == (int)GetCurrentProcessId());
    UnmapViewOfFile(pNumbers);
    CloseHandle(hMap);
    return 0;
}
