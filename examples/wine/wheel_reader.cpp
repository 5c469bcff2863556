// wheel_reader.cpp - a Windows program that reads what a native one writes.
// SPDX-License-Identifier: MIT
//
//     wine wheel_reader.exe [COUNT]    COUNT lines, one for each new packet
//
// Built by MinGW; knows nothing of mapview.
#include <windows.h>

#include <cstdio>
#include <cstdlib>

namespace {

struct wheel_data {
    volatile int packet;
    volatile float position;  // -1 to 1
};

}  // namespace

int main(int count, char** words) {
    const HANDLE mapping = OpenFileMappingW(FILE_MAP_READ, FALSE, L"Local\\WheelData");
    const void* const view = mapping ? MapViewOfFile(mapping, FILE_MAP_READ, 0, 0, 0) : nullptr;
    if (!view) {
        std::fprintf(stderr, "wheel_reader: Windows error %lu\n", GetLastError());
        return 1;
    }
    const auto& wheel = *static_cast<const wheel_data*>(view);
    const int lines = count > 1 ? std::atoi(words[1]) : 1'000'000;
    for (int seen = 0, line = 0; line < lines; Sleep(1)) {
        const int packet = wheel.packet;
        if (packet == seen) continue;
        seen = packet;
        std::printf("packet %d: %.3f\n", packet, static_cast<double>(wheel.position));
        std::fflush(stdout);
        ++line;
    }
}
