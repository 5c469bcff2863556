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

extern "C" void let_go_and_end(HMODULE own) {
    FreeLibraryAndExitThread(own, 0);
}

BOOL APIENTRY DllMain(HANDLE, DWORD reason, LPVOID) {
    if (reason <= DLL_PROCESS_DETACH + 3) ++calls[reason];
    return TRUE;
}
