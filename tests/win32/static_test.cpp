// A program that has the library in it.
// SPDX-License-Identifier: MIT
#include <windows.h>

#include "conformance/calls.hpp"
#include "support/doctest.hpp"
#include "support/sanitizer.hpp"
#include "support/unique_name.hpp"

#include <array>
#include <string>

// Whom programs with a wchar_t of 2 bytes call.
extern "C" FARPROC GetProcAddress_utf16(HMODULE module, LPCSTR name);

TEST_CASE("on Linux functions are found in the program, by the caller's size of wchar_t") {
    const HMODULE system = GetModuleHandleA("kernel32.dll");
    CHECK(system != GetModuleHandleA(nullptr));
    void* const wide = reinterpret_cast<void*>(GetProcAddress(system, "CreateFileMappingW"));
    REQUIRE(wide != nullptr);
    const auto create = reinterpret_cast<decltype(&CreateFileMappingW)>(wide);
    const auto name = test::unique_wide_name();
    const test::handle made(test::call_found(create, INVALID_HANDLE_VALUE, nullptr, PAGE_READWRITE,
                                             0, test::page, name.c_str()));

    void* const narrow = reinterpret_cast<void*>(GetProcAddress_utf16(system, "OpenFileMappingW"));
    REQUIRE(narrow != nullptr);
    const auto open = reinterpret_cast<HANDLE (*)(DWORD, BOOL, const char16_t*)>(narrow);
    const test::handle opened(
        open(FILE_MAP_READ, FALSE, std::u16string(name.begin(), name.end()).c_str()));
    CHECK(opened);
    void* const narrow_print = reinterpret_cast<void*>(GetProcAddress_utf16(system, "wsprintfA"));
    void* const wide_print = reinterpret_cast<void*>(GetProcAddress_utf16(system, "wsprintfW"));
    REQUIRE((narrow_print != nullptr && wide_print != nullptr));
    std::array<char, 1024> text{};
    reinterpret_cast<int (*)(char*, const char*, ...)>(narrow_print)(text.data(), "%ls", u"wide");
    CHECK(std::string(text.data()) == "wide");
    std::array<char16_t, 1024> wide_text{};
    reinterpret_cast<int (*)(char16_t*, const char16_t*, ...)>(wide_print)(wide_text.data(), u"%s",
                                                                           u"wide");
    CHECK((std::u16string(wide_text.data()) == u"wide"));
    const bool one =
        GetProcAddress_utf16(system, "CloseHandle") == GetProcAddress(system, "CloseHandle");
    CHECK(one);
}

TEST_CASE("on Linux the system's library has the path of what it is in") {
    std::array<char, 1024> own{};
    std::array<char, 1024> of_system{};
    CHECK(GetModuleFileNameA(nullptr, own.data(), 1024) > 0);
    CHECK(GetModuleFileNameA(GetModuleHandleA("kernel32"), of_system.data(), 1024) > 0);
    CHECK(std::string(own.data()) == of_system.data());
}
