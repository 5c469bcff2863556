// Libraries, where Linux has others.
// SPDX-License-Identifier: MIT
#include <windows.h>

#include "conformance/calls.hpp"
#include "support/doctest.hpp"

#include <array>
#include <cstdio>
#include <filesystem>
#include <string>
#include <system_error>
#include <utility>

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

std::string folder_of_program() {
    std::array<char, 1024> path{};
    GetModuleFileNameA(nullptr, path.data(), 1024);
    return std::filesystem::path(path.data()).parent_path();
}

/// Holds copies of a library, by other names; gone afterwards.
class folder_of_libraries {
  public:
    folder_of_libraries()
        : folder_of_libraries(std::filesystem::temp_directory_path() /
                              ("mapview_library_test_" + std::to_string(GetCurrentProcessId()))) {}
    explicit folder_of_libraries(std::filesystem::path where) : where_(std::move(where)) {
        std::filesystem::create_directories(where_);
    }
    folder_of_libraries(const folder_of_libraries&) = delete;
    folder_of_libraries& operator=(const folder_of_libraries&) = delete;
    ~folder_of_libraries() {
        std::error_code ignored;
        std::filesystem::remove_all(where_, ignored);
    }

    std::string path(const char* name) const { return where_ / name; }

    void put(const char* name) const {
        std::filesystem::copy_file(folder_of_program() + "/liblibrary_in_cpp.so", path(name));
    }

  private:
    std::filesystem::path where_;
};

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

TEST_CASE("on Linux a path means the first of its files that is there, whatever is loaded") {
    const folder_of_libraries folder;
    folder.put("libx.so");
    folder.put("x.dll");
    const auto dll = folder.path("x.dll");
    const auto shared = folder.path("libx.so");
    const HMODULE first = LoadLibraryA(shared.c_str());
    REQUIRE(first != nullptr);
    CHECK(GetModuleHandleA(dll.c_str()) == nullptr);
    CHECK(GetModuleHandleA(shared.c_str()) == first);
    const HMODULE second = LoadLibraryA(dll.c_str());
    CHECK(second != nullptr);
    CHECK(second != first);
    CHECK(FreeLibrary(second));
    CHECK(FreeLibrary(first));
    CHECK(loading(".") == ERROR_MOD_NOT_FOUND);
    CHECK(loading(folder.path(".").c_str()) == ERROR_MOD_NOT_FOUND);
}

TEST_CASE("on Linux a library with a folder is looked for beside the program, but not from . on") {
    const folder_of_libraries folder(folder_of_program() + "/library_test_folder");
    folder.put("libx.so");
    const auto here = std::filesystem::current_path();
    std::filesystem::current_path("/");
    CHECK(loading("library_test_folder\\x.dll") == test::untouched);
    CHECK(loading("library_test_folder\\x.dll", nullptr, LOAD_LIBRARY_SEARCH_SYSTEM32) ==
          ERROR_MOD_NOT_FOUND);
    CHECK(loading(".\\library_test_folder\\x.dll") == ERROR_MOD_NOT_FOUND);
    std::filesystem::current_path(folder_of_program());
    CHECK(loading(".\\library_test_folder\\x.dll") == test::untouched);
    CHECK(loading("library_test_folder\\x.dll", nullptr, LOAD_LIBRARY_SEARCH_SYSTEM32) ==
          ERROR_MOD_NOT_FOUND);
    std::filesystem::current_path(here);
}

TEST_CASE("on Linux a module is the system's by any address in it") {
    HMODULE module = nullptr;
    const auto inside = reinterpret_cast<LPCSTR>(&CreateEventA);
    CHECK(GetModuleHandleExA(GET_MODULE_HANDLE_EX_FLAG_FROM_ADDRESS, inside, &module));
    CHECK(module == GetModuleHandleA("kernel32"));
    CHECK(FreeLibrary(module));
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
