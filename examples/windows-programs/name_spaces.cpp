// name_spaces.cpp - Local\ is what a plain name means, Global\ is another place.
// SPDX-License-Identifier: MIT
#include <stdio.h>
#include <windows.h>

static void look_for(const char* name) {
    SetLastError(0);
    HANDLE found = OpenFileMappingA(FILE_MAP_READ, FALSE, name);
    printf("%-18s %s (%lu)\n", name, found ? "found" : "not found", GetLastError());
    if (found) CloseHandle(found);
}

int main(void) {
    HANDLE local =
        CreateFileMappingA(INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE, 0, 64, "Local\\one");
    HANDLE global =
        CreateFileMappingA(INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE, 0, 64, "Global\\two");
    look_for("one");
    look_for("Local\\one");
    look_for("Global\\one");
    look_for("two");
    look_for("Global\\two");
    look_for("no\\such\\place");
    CloseHandle(local);
    CloseHandle(global);
    look_for("one");
    return 0;
}
