// SPDX-License-Identifier: MIT
#include <unistd.h>
#include <windows.h>

#include <cstdio>

// As with a C run time in a library of its own: streams are written out, and what was registered
// with atexit does not run.
void WINAPI ExitProcess(UINT uExitCode) {
    std::fflush(nullptr);
    ::_exit(static_cast<int>(uExitCode));
}
