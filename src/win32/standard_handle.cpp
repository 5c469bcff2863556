// SPDX-License-Identifier: MIT
#include "win32/handle_value.hpp"
#include "win32/last_error.hpp"

#include <fcntl.h>
#include <unistd.h>
#include <windows.h>

HANDLE WINAPI GetStdHandle(DWORD nStdHandle) {
    int number = -1;
    switch (nStdHandle) {
        case STD_INPUT_HANDLE: number = STDIN_FILENO; break;
        case STD_OUTPUT_HANDLE: number = STDOUT_FILENO; break;
        case STD_ERROR_HANDLE: number = STDERR_FILENO; break;
        default:
            mapview::win32::report(mapview::kernel::status::invalid_handle);
            return INVALID_HANDLE_VALUE;
    }
    return ::fcntl(number, F_GETFD) >= 0 ? mapview::win32::handle_of(number) : nullptr;
}
