// SPDX-License-Identifier: MIT
#include <unistd.h>
#include <windows.h>

HANDLE WINAPI GetCurrentProcess() {
    return reinterpret_cast<HANDLE>(LONG_PTR{-1});
}

DWORD WINAPI GetCurrentProcessId() {
    return static_cast<DWORD>(::getpid());
}
