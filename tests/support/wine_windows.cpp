// SPDX-License-Identifier: MIT
#include "support/wine.hpp"

#include <windows.h>

bool test::running_on_wine() noexcept {
    const auto ntdll = GetModuleHandleW(L"ntdll.dll");
    return ntdll != nullptr && GetProcAddress(ntdll, "wine_get_version") != nullptr;
}
