// copy_on_write.cpp - tries a change in a private view before it is made for all.
// SPDX-License-Identifier: MIT
#include <iostream>
#include <string>
#include <windows.h>

int main() {
    HANDLE prices = CreateFileMappingA(INVALID_HANDLE_VALUE, nullptr, PAGE_READWRITE, 0,
                                       4 * sizeof(int), "What if prices rose");
    int* real = static_cast<int*>(MapViewOfFile(prices, FILE_MAP_ALL_ACCESS, 0, 0, 0));
    for (int i = 0; i < 4; ++i) real[i] = 100 * (i + 1);

    int* what_if = static_cast<int*>(MapViewOfFile(prices, FILE_MAP_COPY, 0, 0, 0));
    for (int i = 0; i < 4; ++i) what_if[i] += what_if[i] / 10;

    int before = 0, after = 0;
    for (int i = 0; i < 4; ++i) before += real[i], after += what_if[i];
    std::cout << "as it is " << before << ", what if " << after << '\n';
    std::cout << "more: " << after - before << '\n';
    UnmapViewOfFile(what_if);
    UnmapViewOfFile(real);
    CloseHandle(prices);
}
