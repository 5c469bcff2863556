// Libraries, where Linux has others.
// SPDX-License-Identifier: MIT
#include <windows.h>

#include "conformance/calls.hpp"
#include "support/doctest.hpp"

#include <array>
#include <cstdio>
#include <string>

using test::ask, test::handle;

namespace {

DWORD loading(const char* name, HANDLE file = nullptr, DWORD flags = 0) {
    const auto loaded = ask([&] { return LoadLibraryExA(name, file, flags); });
    if (loaded.value != nullptr) FreeLibrary(loaded.value);
    return loaded.value != nullptr ? test::untouched : loaded.error;
}

void* address_in(HMODULE module, const char* name) {
    return reinterpret_cast<void*>(GetProcAddress(module, name));
}

DWORD WINAPI nothing(LPVOID) {
    return 0;
}

}  // namespace

TEST_CASE("on Linux a library is a shared object, known by its file's name") {
    HMODULE library = nullptr;
    REQUIRE(GetModuleHandleExA(GET_MODULE_HANDLE_EX_FLAG_FROM_ADDRESS,
                               reinterpret_cast<LPCSTR>(&std::fopen), &library));
    std::array<char, 1024> path{};
    CHECK(GetModuleFileNameA(library, path.data(), 1024) > 0);
    CHECK(path[0] == '/');
    CHECK(GetModuleHandleA(path.data()) == library);
    CHECK(FreeLibrary(library));
    const auto nothing_there = reinterpret_cast<HMODULE>(&path);
    CHECK(ask([&] { return GetModuleFileNameA(nothing_there, path.data(), 1024); }).error ==
          ERROR_MOD_NOT_FOUND);

    library = LoadLibraryA("library_in_cpp.dll");
    REQUIRE(library != nullptr);
    CHECK(GetModuleHandleA("library_in_cpp") == library);
    CHECK(GetModuleHandleA("liblibrary_in_cpp.so") == library);
    CHECK(FreeLibrary(library));
}

TEST_CASE("on Linux a library's DllMain is of C or of C++, and told of no thread") {
    const HMODULE library = LoadLibraryA("library_in_cpp");
    REQUIRE(library != nullptr);
    const auto calls = reinterpret_cast<int (*)(int)>(address_in(library, "calls_for"));
    {
        const handle thread(CreateThread(nullptr, 0, nothing, nullptr, 0, nullptr));
        WaitForSingleObject(thread.get(), INFINITE);
    }
    CHECK(calls(DLL_PROCESS_ATTACH) == 1);
    CHECK(calls(DLL_THREAD_ATTACH) == 0);
    CHECK(calls(DLL_THREAD_DETACH) == 0);
    CHECK(FreeLibrary(library));
}

TEST_CASE("on Linux a library that needs what nobody has is loaded without its references only") {
    CHECK(loading("incomplete_library") == ERROR_PROC_NOT_FOUND);
    CHECK(loading("incomplete_library", nullptr, DONT_RESOLVE_DLL_REFERENCES) == test::untouched);
}

TEST_CASE("on Linux no library is data, or signed, or of an open file") {
    CHECK(loading("library_in_cpp", nullptr, LOAD_LIBRARY_AS_DATAFILE) == ERROR_NOT_SUPPORTED);
    CHECK(loading("library_in_cpp", nullptr, LOAD_LIBRARY_AS_IMAGE_RESOURCE) ==
          ERROR_NOT_SUPPORTED);
    CHECK(loading("library_in_cpp", nullptr, LOAD_LIBRARY_REQUIRE_SIGNED_TARGET) ==
          ERROR_NOT_SUPPORTED);
    CHECK(loading("library_in_cpp", nullptr, 0x80000000U) == ERROR_INVALID_PARAMETER);
    CHECK(loading("library_in_cpp", GetStdHandle(STD_ERROR_HANDLE)) == ERROR_INVALID_PARAMETER);
}

TEST_CASE("on Linux the system's libraries are one") {
    const HMODULE system = GetModuleHandleA("kernel32");
    for (const char* name : {"user32.dll", "NTDLL", "advapi32", "shell32", "shlwapi", "winmm",
                             "KernelBase.dll", "api-ms-win-core-synch-l1-2-0"})
        CHECK(GetModuleHandleA(name) == system);
    CHECK(address_in(system, "MessageBoxW") != nullptr);
    CHECK(ask([&] { return GetProcAddress(system, reinterpret_cast<LPCSTR>(1)); }).error ==
          ERROR_INVALID_ORDINAL);
    std::array<char, 1024> path{};
    CHECK(GetModuleFileNameA(system, path.data(), 1024) > 0);
    CHECK(path[0] == '/');
}
