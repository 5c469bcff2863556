// A library for library_test.cpp to load, and with REFUSES one that does not want to be loaded.
// SPDX-License-Identifier: MIT
#include <windows.h>

namespace {

int attached = 0;
int* detached = nullptr;
HMODULE own_handle = nullptr;

}  // namespace

extern "C" __declspec(dllexport) int times_attached() {
    return attached;
}

extern "C" __declspec(dllexport) HMODULE handle_given() {
    return own_handle;
}

// Where it counts how often it is detached, for that outlives it.
extern "C" __declspec(dllexport) void count_detaching_in(int* counter) {
    detached = counter;
}

extern "C" BOOL APIENTRY DllMain(HMODULE module, DWORD reason, LPVOID reserved) {
#ifdef REFUSES
    return reason != DLL_PROCESS_ATTACH;
#endif
    own_handle = module;
    if (reason == DLL_PROCESS_ATTACH && reserved == nullptr) ++attached;
    if (reason == DLL_PROCESS_DETACH && reserved == nullptr && detached != nullptr) ++*detached;
    return TRUE;
}
