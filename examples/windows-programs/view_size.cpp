// view_size.cpp - how large is a section that somebody else made? VirtualQuery knows.
// SPDX-License-Identifier: MIT
#include <stdio.h>
#include <windows.h>

int main() {
    HANDLE made = CreateFileMappingA(INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE, 0, 70000, "sized");
    HANDLE mapping = OpenFileMappingA(FILE_MAP_READ, FALSE, "sized");
    LPVOID view = MapViewOfFile(mapping, FILE_MAP_READ, 0, 0, 0);
    MEMORY_BASIC_INFORMATION information;
    ZeroMemory(&information, sizeof information);
    if (VirtualQuery(view, &information, sizeof information) == 0) {
        printf("VirtualQuery failed: %lu\n", GetLastError());
        return 1;
    }
    printf("size %Iu, state %lX, protect %lX, type %lX\n", information.RegionSize,
           information.State, information.Protect, information.Type);
    printf("at its base: %s\n", information.AllocationBase == view ? "yes" : "no");
    UnmapViewOfFile(view);
    CloseHandle(mapping);
    CloseHandle(made);
    return 0;
}
