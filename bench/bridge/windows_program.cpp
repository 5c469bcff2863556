// windows_program.cpp - the Windows side: answers in shared memory, and then by events.
// SPDX-License-Identifier: MIT
#include <windows.h>

#include "shared_memory.hpp"

#include <cstdio>

int main() {
    const HANDLE mapping = CreateFileMappingW(INVALID_HANDLE_VALUE, nullptr, PAGE_READWRITE, 0,
                                              sizeof(shared_memory), L"bench memory");
    auto& shared = *static_cast<shared_memory*>(
        MapViewOfFile(mapping, FILE_MAP_ALL_ACCESS, 0, 0, sizeof(shared_memory)));
    const HANDLE from_wine = CreateEventW(nullptr, FALSE, FALSE, L"bench from Wine");
    shared.spin.value = 1;
    std::printf("ready\n");
    std::fflush(stdout);
    while (shared.spin.value == 1) shared.pong.value = shared.ping.value.load();

    HANDLE to_wine = nullptr;
    while (!(to_wine = OpenEventW(SYNCHRONIZE, FALSE, L"bench to Wine"))) Sleep(10);
    for (;;) {
        WaitForSingleObject(to_wine, INFINITE);
        SetEvent(from_wine);
    }
}
