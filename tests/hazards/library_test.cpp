// Libraries that come and go in several threads at once.
// SPDX-License-Identifier: MIT
#include <windows.h>

#include "support/doctest.hpp"
#include "support/sanitizer.hpp"
#include "support/skip.hpp"

#include <array>
#include <atomic>
#include <filesystem>
#include <thread>

TEST_CASE("a library that is let go by another thread meanwhile is loaded anew") {
    if (test::has_thread_sanitizer)
        SKIP_BECAUSE("ThreadSanitizer does not know the dynamic linker's lock");
    std::array<char, 4096> program_file{};
    REQUIRE(GetModuleFileNameA(nullptr, program_file.data(), 4096) > 0);
    const auto path =
        std::filesystem::path(program_file.data()).replace_filename("liblibrary_in_cpp.so");
    const HMODULE program = GetModuleHandleA(nullptr);
    std::atomic<int> wrong = 0;
    const auto load_often = [&] {
        for (int i = 0; i < 10'000; ++i) {
            const HMODULE loaded = LoadLibraryA(path.c_str());
            if (loaded == nullptr || loaded == program) ++wrong;
            FreeLibrary(loaded);
        }
    };
    std::thread one(load_often);
    std::thread other(load_often);
    load_often();
    one.join();
    other.join();
    CHECK(wrong == 0);
}

TEST_CASE("a library's constructor may load one while others load some") {
    if (test::has_thread_sanitizer)
        SKIP_BECAUSE("ThreadSanitizer does not know the dynamic linker's lock");
    std::atomic<bool> done = false;
    std::thread other([&] {
        while (!done) FreeLibrary(LoadLibraryA("library_that_loads"));
    });
    for (int i = 0; i < 3000; ++i) FreeLibrary(LoadLibraryA("library_in_cpp"));
    done = true;
    other.join();
    const HMODULE loaded = LoadLibraryA("library_that_loads");
    CHECK(loaded != nullptr);
    FreeLibrary(loaded);
}

TEST_CASE("any thread can let go of the library whose code it runs, and end") {
    const HMODULE library = LoadLibraryA("library_in_cpp");
    REQUIRE(library != nullptr);
    const auto end = reinterpret_cast<void (*)(HMODULE)>(
        reinterpret_cast<void*>(GetProcAddress(library, "let_go_and_end")));
    REQUIRE((end != nullptr));
    std::thread(end, library).join();
    CHECK(GetModuleHandleA("library_in_cpp") == nullptr);
}
