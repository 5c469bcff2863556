// Plays the Windows program: makes or opens named mappings, counts in the first, and echoes.
//
//     windows_program create|open SIZE NAME...
//
// SPDX-License-Identifier: MIT
#include <windows.h>

#include <cstdio>
#include <cstdlib>
#include <cwchar>
#include <string_view>

namespace {

// Each counter on a cache line of its own.
struct alignas(64) counter {
    volatile unsigned long long value;
};

struct shared {
    counter run;   // counted here
    counter ping;  // written by the native side
    counter pong;  // the answer
};

shared* map(bool create, DWORD size, const wchar_t* name) {
    SetLastError(ERROR_SUCCESS);
    const HANDLE section =
        create ? CreateFileMappingW(INVALID_HANDLE_VALUE, nullptr, PAGE_READWRITE, 0, size, name)
               : OpenFileMappingW(FILE_MAP_ALL_ACCESS, FALSE, name);
    const DWORD error = GetLastError();
    void* const view = section ? MapViewOfFile(section, FILE_MAP_ALL_ACCESS, 0, 0, 0) : nullptr;
    if (!view) {
        std::printf("failed %lu\n", section ? GetLastError() : error);
        std::exit(1);
    }
    std::printf(error == ERROR_ALREADY_EXISTS ? "existed\n" : "mapped\n");
    return static_cast<shared*>(view);
}

}  // namespace

int wmain(int count, wchar_t** words) {
    if (count < 4) return 2;
    const bool create = std::wstring_view(words[1]) == L"create";
    const auto size = static_cast<DWORD>(std::wcstoul(words[2], nullptr, 0));
    shared* const first = map(create, size, words[3]);
    for (int i = 4; i < count; ++i) map(create, size, words[i]);
    std::printf("ready\n");
    std::fflush(stdout);
    const ULONGLONG end = GetTickCount64() + 300'000;
    while (GetTickCount64() < end) {
        first->run.value = first->run.value + 1;
        first->pong.value = first->ping.value;
        Sleep(1);
    }
    return 0;
}
