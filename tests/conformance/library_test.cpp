// Libraries: loaded, counted, let go, and what is in them. No row of the tables: what the
// documentation says. https://learn.microsoft.com/windows/win32/api/libloaderapi/
// SPDX-License-Identifier: MIT
#include <windows.h>

#include "calls.hpp"
#include "files.hpp"
#include "support/child_process.hpp"
#include "support/doctest.hpp"
#include "support/role.hpp"
#include "support/sanitizer.hpp"
#include "support/unique_name.hpp"
#include "support/wine.hpp"

#include <array>
#include <string>

using test::ask, test::handle, test::page, test::untouched;

namespace {

constexpr const char* loadable = "conformance_library";
constexpr const char* refusing = "refusing_library";

/// The address of a function; null where the module shows none of that name.
void* address_in(HMODULE module, const char* name) {
    return reinterpret_cast<void*>(GetProcAddress(module, name));
}

/// Owns one reference to a library.
class library {
  public:
    explicit library(const char* name, DWORD flags = 0)
        : module_(LoadLibraryExA(name, nullptr, flags)) {}
    library(const library&) = delete;
    library& operator=(const library&) = delete;
    ~library() {
        if (module_ != nullptr) FreeLibrary(module_);
    }
    HMODULE get() const noexcept { return module_; }

    template <class Function>
    Function* function(const char* name) const {
        return reinterpret_cast<Function*>(address_in(module_, name));
    }

  private:
    HMODULE module_;
};

HMODULE kernel32() {
    return GetModuleHandleA("kernel32.dll");
}

bool is_there(const char* name) {
    return GetModuleHandleA(name) != nullptr;
}

DWORD loading(const char* name, DWORD flags = 0) {
    const auto loaded = ask([&] { return LoadLibraryExA(name, nullptr, flags); });
    if (loaded.value != nullptr) FreeLibrary(loaded.value);
    return loaded.value != nullptr ? untouched : loaded.error;
}

DWORD looking_up(HMODULE module, const char* name) {
    const auto found = ask([&] { return GetProcAddress(module, name); });
    return found.value != nullptr ? untouched : found.error;
}

}  // namespace

TEST_CASE("the system's library is known by its name in any case, with or without its suffix") {
    const HMODULE found = kernel32();
    REQUIRE(found != nullptr);
    CHECK(GetModuleHandleA("kernel32") == found);
    CHECK(GetModuleHandleW(L"KERNEL32.DLL") == found);
    CHECK(found != GetModuleHandleA(nullptr));
    CHECK(GetModuleHandleA("user32x") == nullptr);
    CHECK(GetModuleHandleA("kernel32.") == nullptr);
    CHECK(GetModuleHandleA("") == nullptr);
    CHECK(LoadLibraryA("Kernel32") == found);
    CHECK(DisableThreadLibraryCalls(found));
    CHECK(FreeLibrary(found));
    CHECK(FreeLibrary(found));
    CHECK(kernel32() == found);
}

TEST_CASE("the system's library is known by its path") {
    std::array<char, 1024> folder{}, path{};
    REQUIRE(GetSystemDirectoryA(folder.data(), 1024) > 0);
    const auto in_folder = std::string(folder.data()) + "\\kernel32.dll";
    CHECK(GetModuleHandleA(in_folder.c_str()) == kernel32());
    CHECK(LoadLibraryA(in_folder.c_str()) == kernel32());
    REQUIRE(GetModuleFileNameA(kernel32(), path.data(), 1024) > 0);
    CHECK(LoadLibraryA(path.data()) == kernel32());
}

TEST_CASE("a name without a suffix means no program") {
    std::array<char, 1024> path{};
    REQUIRE(GetModuleFileNameA(nullptr, path.data(), 1024) > 0);
    const std::string whole = path.data();
    const auto file = whole.substr(whole.find_last_of("\\/") + 1);
    const auto stem = file.substr(0, file.rfind(".exe"));
    CHECK(GetModuleHandleA((stem + ".exe").c_str()) == GetModuleHandleA(nullptr));
    CHECK(GetModuleHandleA(stem.c_str()) == nullptr);
    CHECK(loading(stem.c_str()) == ERROR_MOD_NOT_FOUND);
}

TEST_CASE("functions of the system are found by their names, those for wide text as well") {
    void* const create_address = address_in(kernel32(), "CreateFileMappingW");
    REQUIRE(create_address != nullptr);
    const auto create = reinterpret_cast<decltype(&CreateFileMappingW)>(create_address);
    const auto name = test::unique_wide_name();
    const handle made(test::call_found(create, INVALID_HANDLE_VALUE, nullptr, PAGE_READWRITE, 0,
                                       page, name.c_str()));
    CHECK(test::opening(name) == untouched);

    void* const last_error = address_in(kernel32(), "GetLastError");
    REQUIRE(last_error != nullptr);
    SetLastError(4711);
    CHECK(reinterpret_cast<decltype(&GetLastError)>(last_error)() == 4711);
    const HMODULE user32 = LoadLibraryA("user32.dll");
    CHECK(address_in(user32, "MessageBoxW") != nullptr);
    for (const char* call : {"wsprintfW", "wvsprintfA", "wvsprintfW"})
        CHECK(address_in(user32, call) != nullptr);
    void* const print_address = address_in(user32, "wsprintfA");
    REQUIRE(print_address != nullptr);
    std::array<char, 1024> text{};
    const auto print = reinterpret_cast<decltype(&wsprintfA)>(print_address);
    CHECK(print(text.data(), "%s %ls %d", "narrow", L"wide", 7) == 13);
    CHECK(std::string(text.data()) == "narrow wide 7");
}

TEST_CASE("a function that a module does not have is not found") {
    CHECK(looking_up(kernel32(), "CloseHandle") == untouched);
    CHECK(looking_up(kernel32(), "closehandle") == ERROR_PROC_NOT_FOUND);
    CHECK(looking_up(kernel32(), "CreateFileMapping") == ERROR_PROC_NOT_FOUND);
    CHECK(looking_up(kernel32(), "") == ERROR_PROC_NOT_FOUND);
    CHECK(looking_up(nullptr, "mapview_no_such_function") == ERROR_PROC_NOT_FOUND);
    CHECK(address_in(kernel32(), reinterpret_cast<LPCSTR>(60000)) == nullptr);
}

TEST_CASE("what is no module has no functions, and cannot be let go") {
    const auto nothing = reinterpret_cast<HMODULE>(ULONG_PTR{0xDEAD0000});
    CHECK(looking_up(nothing, "CloseHandle") == ERROR_MOD_NOT_FOUND);
    CHECK(ask([&] { return FreeLibrary(nothing); }).error == ERROR_MOD_NOT_FOUND);
    CHECK(ask([] { return FreeLibrary(nullptr); }).error == ERROR_INVALID_HANDLE);
    CHECK(ask([&] { return DisableThreadLibraryCalls(nothing); }).error == ERROR_MOD_NOT_FOUND);
    CHECK(ask([] { return DisableThreadLibraryCalls(nullptr); }).error == ERROR_MOD_NOT_FOUND);
    HMODULE found = kernel32();
    CHECK(!GetModuleHandleExA(0, "mapview_no_such_library", &found));
    CHECK(found == nullptr);
}

TEST_CASE("a library that is not there is not found") {
    CHECK(loading("mapview_no_such_library") == ERROR_MOD_NOT_FOUND);
    CHECK(loading("mapview_no_such_library.dll") == ERROR_MOD_NOT_FOUND);
    CHECK(loading("no_such_folder\\library.dll") == ERROR_MOD_NOT_FOUND);
    CHECK(loading("C:\\no_such_folder\\library.dll") == ERROR_MOD_NOT_FOUND);
    CHECK(loading("") == ERROR_MOD_NOT_FOUND);
    CHECK(LoadLibraryA(nullptr) == nullptr);
    CHECK(LoadLibraryW(L"mapview_no_such_library") == nullptr);
}

TEST_CASE("a file that is no library is refused") {
    std::array<char, MAX_PATH + 1> folder{};
    GetTempPathA(MAX_PATH, folder.data());
    const auto path = folder.data() + test::unique_name() + ".dll";
    handle file(CreateFileA(path.c_str(), GENERIC_WRITE, 0, nullptr, CREATE_NEW,
                            FILE_ATTRIBUTE_NORMAL, nullptr));
    DWORD written = 0;
    const std::string text(200, 'x');
    REQUIRE(WriteFile(file.get(), text.data(), 200, &written, nullptr));
    file.close();
    const DWORD error = loading(path.c_str());
    const DWORD without_suffix = loading(path.substr(0, path.size() - 4).c_str());
    DeleteFileA(path.c_str());
    CHECK(error == ERROR_BAD_EXE_FORMAT);
    CHECK(without_suffix == ERROR_BAD_EXE_FORMAT);
}

TEST_CASE("a library is loaded once, told so, and goes with its last reference") {
    int detached = 0;
    REQUIRE(!is_there(loadable));
    {
        const library first(loadable);
        REQUIRE(first.get() != nullptr);
        CHECK(first.function<HMODULE()>("handle_given")() == first.get());
        first.function<void(int*)>("count_detaching_in")(&detached);
        {
            const library second((std::string(loadable) + ".dll").c_str());
            CHECK(second.get() == first.get());
            CHECK(second.function<int()>("times_attached")() == 1);
        }
        CHECK(detached == 0);
        CHECK(GetModuleHandleA(loadable) == first.get());
        CHECK(GetModuleHandleW(L"CONFORMANCE_LIBRARY") == first.get());
    }
    CHECK(detached == 1);
    CHECK(!is_there(loadable));
}

TEST_CASE("a library has a path, by which it is known as well") {
    const library loaded(loadable);
    REQUIRE(loaded.get() != nullptr);
    std::array<char, 1024> path{};
    REQUIRE(GetModuleFileNameA(loaded.get(), path.data(), 1024) > 0);
    CHECK(std::string(path.data()).find(loadable) != std::string::npos);
    CHECK(GetModuleHandleA(path.data()) == loaded.get());
    const library again(path.data());
    CHECK(again.get() == loaded.get());
}

TEST_CASE("a library shows its own functions, and no others") {
    const library loaded(loadable);
    CHECK(looking_up(loaded.get(), "times_attached") == untouched);
    CHECK(looking_up(loaded.get(), "Times_Attached") == ERROR_PROC_NOT_FOUND);
    CHECK(looking_up(loaded.get(), "setlogmask") == ERROR_PROC_NOT_FOUND);
    CHECK(looking_up(nullptr, "setlogmask") == ERROR_PROC_NOT_FOUND);  // of the C library
    CHECK(looking_up(nullptr, "times_attached") == ERROR_PROC_NOT_FOUND);
}

TEST_CASE("GetModuleHandleEx counts, unless it is told not to") {
    HMODULE kept = nullptr;
    {
        const library loaded(loadable);
        const auto inside = static_cast<LPCSTR>(address_in(loaded.get(), "handle_given"));
        CHECK(GetModuleHandleExA(GET_MODULE_HANDLE_EX_FLAG_FROM_ADDRESS, inside, &kept));
        CHECK(kept == loaded.get());
        HMODULE uncounted = nullptr;
        CHECK(
            GetModuleHandleExA(GET_MODULE_HANDLE_EX_FLAG_UNCHANGED_REFCOUNT, loadable, &uncounted));
        CHECK(uncounted == kept);
    }
    CHECK(is_there(loadable));
    CHECK(FreeLibrary(kept));
    CHECK(!is_there(loadable));
}

TEST_ROLE(pin_library) {
    HMODULE pinned = LoadLibraryA(loadable);
    if (!GetModuleHandleExA(GET_MODULE_HANDLE_EX_FLAG_PIN, loadable, &pinned)) return 1;
    for (int i = 0; i < 3; ++i)
        if (!FreeLibrary(pinned)) return 2;
    return is_there(loadable) ? 0 : 3;
}

TEST_CASE("a library that is pinned stays") {
    CHECK(test::child_process("pin_library").wait() == 0);
}

TEST_CASE("a library that refuses to be loaded is not there") {
    CHECK(loading(refusing) == ERROR_DLL_INIT_FAILED);
    CHECK(!is_there(refusing));
}

TEST_CASE("without its references resolved a library is not told anything") {
    {
        const library silent(refusing, DONT_RESOLVE_DLL_REFERENCES);
        CHECK(silent.get() != nullptr);
    }
    CHECK(!is_there(refusing));
}

TEST_CASE("flags say where a library is looked for, and must go together") {
    CHECK(loading(loadable, LOAD_LIBRARY_SEARCH_APPLICATION_DIR) == untouched);
    CHECK(loading(loadable, LOAD_LIBRARY_SEARCH_DEFAULT_DIRS) == untouched);
    CHECK(loading(loadable, LOAD_LIBRARY_SEARCH_SYSTEM32) == ERROR_MOD_NOT_FOUND);
    CHECK(loading(loadable, LOAD_LIBRARY_SEARCH_DLL_LOAD_DIR) == ERROR_INVALID_PARAMETER);
    CHECK(loading(loadable, LOAD_WITH_ALTERED_SEARCH_PATH | LOAD_LIBRARY_SEARCH_DEFAULT_DIRS) ==
          ERROR_INVALID_PARAMETER);
}

namespace {

DWORD WINAPI end_with_library(LPVOID module) {
    FreeLibraryAndExitThread(static_cast<HMODULE>(module), 7);
}

}  // namespace

TEST_CASE("a thread can let a library go and end") {
    const HMODULE loaded = LoadLibraryA(loadable);
    const handle thread(CreateThread(nullptr, 0, end_with_library, loaded, 0, nullptr));
    REQUIRE(WaitForSingleObject(thread.get(), INFINITE) == WAIT_OBJECT_0);
    DWORD code = 0;
    CHECK(GetExitCodeThread(thread.get(), &code));
    CHECK(code == 7);
    CHECK(!is_there(loadable));
}
