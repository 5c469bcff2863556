// Plays the Windows program that has an event, and does with it what its input says.
//
//     event_program auto|manual|mutex|open NAME
//
// Each line of the input is set, reset or wait.
//
// SPDX-License-Identifier: MIT
#include <windows.h>

#include <cstdio>
#include <iostream>
#include <string>
#include <string_view>

int wmain(int count, wchar_t** words) {
    if (count != 3) return 2;
    const std::wstring_view what = words[1];
    const HANDLE object = what == L"open" ? OpenEventW(EVENT_ALL_ACCESS, FALSE, words[2])
                          : what == L"mutex"
                              ? CreateMutexW(nullptr, FALSE, words[2])
                              : CreateEventW(nullptr, what == L"manual", FALSE, words[2]);
    std::cout << (object ? "ready" : "failed") << std::endl;
    if (!object) return 1;
    for (std::string line; std::getline(std::cin, line);) {
        if (line == "set") SetEvent(object);
        else if (line == "reset") ResetEvent(object);
        else WaitForSingleObject(object, INFINITE);
        std::cout << "done " << line << std::endl;
    }
    return 0;
}
