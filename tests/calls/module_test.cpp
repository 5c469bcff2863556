// The program's own file, in memory and on the disk.
// https://learn.microsoft.com/windows/win32/api/libloaderapi/
// SPDX-License-Identifier: MIT
#include <windows.h>

#include "conformance/calls.hpp"
#include "support/doctest.hpp"
#include "support/wine.hpp"

#include <array>
#include <string>

using test::ask;

namespace {

void somewhere_in_the_program() {}

}  // namespace

TEST_CASE("the program's path is told, whole or cut") {
    std::array<char, 1024> path{};
    const DWORD length = GetModuleFileNameA(nullptr, path.data(), 1024);
    const std::string whole(path.data());
    CHECK(whole.size() == length);
    CHECK(whole.find("mapview_calls_test") != whole.npos);
    CHECK(GetModuleFileNameA(GetModuleHandleA(nullptr), path.data(), 1024) == length);

    std::array<wchar_t, 1024> wide{};
    CHECK(GetModuleFileNameW(nullptr, wide.data(), 1024) == length);
    CHECK(std::wstring(wide.data()) == std::wstring(whole.begin(), whole.end()));

    const auto cut = ask([&] { return GetModuleFileNameA(nullptr, path.data(), 5); });
    CHECK(cut.value == 5);
    CHECK(cut.error == ERROR_INSUFFICIENT_BUFFER);
    const bool ended = std::string(path.data(), 5) == whole.substr(0, 4) + '\0';
    CHECK(test::differs_on_wine("GetModuleFileNameA", ended));
}

TEST_CASE("the program has one handle, and what is not there has none") {
    const HMODULE program = GetModuleHandleA(nullptr);
    CHECK(program != nullptr);
    CHECK(GetModuleHandleW(nullptr) == program);
    const auto missing = ask([] { return GetModuleHandleA("mapview_no_such_module"); });
    CHECK(missing.value == nullptr);
    CHECK(missing.error == ERROR_MOD_NOT_FOUND);
}

TEST_CASE("an address in the program leads to its handle") {
    constexpr DWORD flags =
        GET_MODULE_HANDLE_EX_FLAG_FROM_ADDRESS | GET_MODULE_HANDLE_EX_FLAG_UNCHANGED_REFCOUNT;
    HMODULE found = nullptr;
    CHECK(GetModuleHandleExA(flags, reinterpret_cast<LPCSTR>(&somewhere_in_the_program), &found));
    CHECK(found == GetModuleHandleA(nullptr));
    CHECK(GetModuleHandleExA(0, nullptr, &found));
    CHECK(found == GetModuleHandleA(nullptr));
    CHECK(ask([&] { return GetModuleHandleExA(0x80, nullptr, &found); }).error ==
          ERROR_INVALID_PARAMETER);
}
