// telemetry_publisher.cpp - shares a page of telemetry.
// SPDX-License-Identifier: MIT
#include <stdio.h>
#include <tchar.h>
#include <windows.h>

#include "telemetry.h"

int main() {
    HANDLE handle = CreateFileMapping(INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE, 0,
                                      sizeof(Telemetry), TEXT("Local\\telemetry_page"));
    Telemetry* page = (Telemetry*)MapViewOfFile(handle, FILE_MAP_ALL_ACCESS, 0, 0, 0);
    if (page == NULL) {
        printf("error %d\n", (int)GetLastError());
        return 1;
    }
    page->packetId = 7;
    page->gas = 0.75f;
    page->brake = 0.25f;
    page->gear = -1;
    wcscpy_s(page->car, L"Coup\u00e9 \u20ac");
    swprintf_s(page->track, 33, L"%ls-%d", L"N\u00fcrburg", 24);
    page->lapTime = 83.5;
    printf("sizeof %d, track has %d characters\n", (int)sizeof(Telemetry),
           (int)wcslen(page->track));
    printf("Press Enter\n");
    fflush(stdout);
    getchar();
    UnmapViewOfFile(page);
    CloseHandle(handle);
    return 0;
}
