// Uses <windows.h> as a C++ program outside the repository does.
// SPDX-License-Identifier: MIT
#include <windows.h>

#include <cstdio>

int main() {
    const HANDLE made = CreateFileMappingA(INVALID_HANDLE_VALUE, nullptr, PAGE_READWRITE, 0, 4096,
                                           "install-test-cpp");
    void* const view = MapViewOfFile(made, FILE_MAP_ALL_ACCESS, 0, 0, 0);
    if (view == nullptr) return 1;
    CopyMemory(view, "C++", 4);
    std::printf("C++ reads %s\n", static_cast<const char*>(view));
    return UnmapViewOfFile(view) && CloseHandle(made) ? 0 : 1;
}
