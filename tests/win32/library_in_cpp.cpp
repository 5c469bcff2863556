// A library for library_test.cpp, with a DllMain as C++ names it and older sources write it.
// SPDX-License-Identifier: MIT
#include <windows.h>

#include <atomic>

namespace {

std::atomic<int> calls[4];

}  // namespace

extern "C" int calls_for(int reason) {
    return calls[reason];
}

BOOL APIENTRY DllMain(HANDLE, DWORD reason, LPVOID) {
    if (reason <= DLL_PROCESS_DETACH + 3) ++calls[reason];
    return TRUE;
}
