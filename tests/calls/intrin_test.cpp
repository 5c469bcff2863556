// What the compiler knows without a library. https://learn.microsoft.com/cpp/intrinsics/
// SPDX-License-Identifier: MIT
#include <windows.h>

#include "support/doctest.hpp"

#include <intrin.h>

#ifndef __MINGW32__  // that declares these intrinsics, and has them nowhere

namespace {

__declspec(noinline) void* caller() {
    return _ReturnAddress();
}

__declspec(noinline) bool caller_is_told_twice() {
    return *static_cast<void**>(_AddressOfReturnAddress()) == _ReturnAddress();
}

}  // namespace

TEST_CASE("a function knows who called it") {
    HMODULE module = nullptr;
    CHECK(GetModuleHandleExA(GET_MODULE_HANDLE_EX_FLAG_FROM_ADDRESS |
                                 GET_MODULE_HANDLE_EX_FLAG_UNCHANGED_REFCOUNT,
                             static_cast<LPCSTR>(caller()), &module));
    CHECK(module == GetModuleHandleA(nullptr));
    CHECK(caller_is_told_twice());
}

#endif

TEST_CASE("keys have the numbers that programs know") {
    CHECK(VK_F12 - VK_F1 == 11);
    CHECK(VK_NUMPAD9 - VK_NUMPAD0 == 9);
    CHECK(VK_DOWN - VK_LEFT == 3);
}
