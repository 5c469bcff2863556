// telemetry_reader.cpp - the page, byte by byte.
// SPDX-License-Identifier: MIT
#include <stdio.h>
#include <windows.h>

#include "telemetry.h"

int main() {
    HANDLE handle = OpenFileMapping(FILE_MAP_READ, FALSE, TEXT("telemetry_page"));
    if (!handle) return printf("error %d\n", (int)GetLastError()), 1;
    const BYTE* bytes = (const BYTE*)MapViewOfFile(handle, FILE_MAP_READ, 0, 0, sizeof(Telemetry));
    for (size_t i = 0; i < sizeof(Telemetry); i++)
        printf("%02x%s", bytes[i], i % 16 == 15 ? "\n" : "");
    const Telemetry* page = (const Telemetry*)bytes;
    wprintf(L"\ngear %d, gas %.2f, lap %.3f\n", page->gear, page->gas, page->lapTime);
    UnmapViewOfFile(bytes);
    CloseHandle(handle);
    return 0;
}
