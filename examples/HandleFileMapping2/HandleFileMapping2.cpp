// HandleFileMapping2.cpp - process #1: makes a named file mapping object and puts a message in it.
// SPDX-License-Identifier: MIT
#include <windows.h>

#include <cstdio>

namespace {

constexpr char mapping_name[] = "MyFileMappingObject";
constexpr char message[] = "Message from Process #1";
constexpr DWORD mapping_size = 256;

// Says which call failed and why. Comes first after the call: others change the last error.
void report(const char* call) {
    const DWORD number = GetLastError();
    char text[256] = "unknown error";
    FormatMessageA(FORMAT_MESSAGE_FROM_SYSTEM | FORMAT_MESSAGE_IGNORE_INSERTS |
                       FORMAT_MESSAGE_MAX_WIDTH_MASK,
                   nullptr, number, 0, text, sizeof text, nullptr);
    std::fprintf(stderr, "%s failed with error %lu: %s\n", call, static_cast<unsigned long>(number),
                 text);
}

// The end of the input counts as Enter.
void wait_for_enter() {
    std::puts("Press Enter to end process #1.");
    std::fflush(stdout);
    int c;
    do c = std::getchar();
    while (c != '\n' && c != EOF);
}

}  // namespace

int main() {
    // No file, but memory.
    const HANDLE mapping = CreateFileMappingA(INVALID_HANDLE_VALUE, nullptr, PAGE_READWRITE, 0,
                                              mapping_size, mapping_name);
    if (mapping == nullptr) {
        report("CreateFileMapping");
        return 1;
    }

    void* const view = MapViewOfFile(mapping, FILE_MAP_ALL_ACCESS, 0, 0, mapping_size);
    if (view == nullptr) {
        report("MapViewOfFile");
        CloseHandle(mapping);
        return 1;
    }

    CopyMemory(view, message, sizeof message);
    std::printf("Process #1 wrote: %s\n", static_cast<const char*>(view));
    wait_for_enter();

    int result = 0;
    if (!UnmapViewOfFile(view)) {
        report("UnmapViewOfFile");
        result = 1;
    }
    if (!CloseHandle(mapping)) {
        report("CloseHandle");
        result = 1;
    }
    return result;
}
