// Process2.cpp - process #2: opens the object that process #1 made and shows the message in it.
// SPDX-License-Identifier: MIT
#include <windows.h>

#include <cstdio>

namespace {

constexpr char mapping_name[] = "MyFileMappingObject";
constexpr char title[] = "Process2";
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
    if (number == ERROR_FILE_NOT_FOUND)
        std::fputs("Hint: process #1, HandleFileMapping2, has to run first.\n", stderr);
}

// The end of the input counts as Enter.
void wait_for_enter() {
    std::puts("Press Enter to end process #2.");
    std::fflush(stdout);
    int c;
    do c = std::getchar();
    while (c != '\n' && c != EOF);
}

}  // namespace

int main() {
    const HANDLE mapping = OpenFileMappingA(FILE_MAP_ALL_ACCESS, FALSE, mapping_name);
    if (mapping == nullptr) {
        report("OpenFileMapping");
        return 1;
    }

    void* const view = MapViewOfFile(mapping, FILE_MAP_ALL_ACCESS, 0, 0, mapping_size);
    if (view == nullptr) {
        report("MapViewOfFile");
        CloseHandle(mapping);
        return 1;
    }

    // Whoever wrote the bytes may have left out the zero at the end.
    std::printf("[%s]\n%.*s\n", title, static_cast<int>(mapping_size),
                static_cast<const char*>(view));
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
