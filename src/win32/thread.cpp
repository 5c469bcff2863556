// SPDX-License-Identifier: MIT
#include "kernel/robust_list.hpp"

#include <windows.h>

DWORD WINAPI GetCurrentThreadId() {
    return mapview::kernel::this_thread().id;
}
