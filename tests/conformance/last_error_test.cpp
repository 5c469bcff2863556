// The calling thread's last error (semantics 1.12).
// SPDX-License-Identifier: MIT
#include <windows.h>

#include "calls.hpp"
#include "support/doctest.hpp"
#include "support/unique_name.hpp"

#include <atomic>
#include <thread>

using test::ask, test::handle, test::page, test::untouched, test::create_raw, test::create,
    test::map_raw;

TEST_CASE("1.12 a fresh creation sets the last error to success") {
    const auto made = ask([] { return create_raw(PAGE_READWRITE, page); });
    const handle owned(made.value);
    CHECK(made.error == ERROR_SUCCESS);
}

TEST_CASE("1.12 a creation that finds the name sets the last error to already exists") {
    const auto name = test::unique_wide_name();
    const auto first = create(PAGE_READWRITE, page, name.c_str());
    const auto made = ask([&] { return create_raw(PAGE_READWRITE, page, name.c_str()); });
    const handle owned(made.value);
    CHECK(made.error == ERROR_ALREADY_EXISTS);
}

TEST_CASE(
    "1.12 opening, mapping, flushing and closing leave the last error alone where they succeed") {
    const auto name = test::unique_wide_name();
    const auto section = create(PAGE_READWRITE, page, name.c_str());

    const auto opened =
        ask([&] { return OpenFileMappingW(FILE_MAP_ALL_ACCESS, FALSE, name.c_str()); });
    REQUIRE(opened.value != nullptr);
    CHECK(opened.error == untouched);

    const auto view = ask([&] { return map_raw(opened.value, FILE_MAP_WRITE); });
    REQUIRE(view.value != nullptr);
    CHECK(view.error == untouched);

    CHECK(ask([&] { return FlushViewOfFile(view.value, 0); }).error == untouched);

    MEMORY_BASIC_INFORMATION found;
    CHECK(ask([&] { return VirtualQuery(view.value, &found, sizeof found); }).error == untouched);

    HANDLE copied = nullptr;
    CHECK(ask([&] {
              return DuplicateHandle(GetCurrentProcess(), opened.value, GetCurrentProcess(),
                                     &copied, 0, FALSE, DUPLICATE_SAME_ACCESS);
          }).error == untouched);
    CHECK(ask([&] { return CloseHandle(copied); }).error == untouched);
    CHECK(ask([&] { return UnmapViewOfFile(view.value); }).error == untouched);
    CHECK(ask([&] { return CloseHandle(opened.value); }).error == untouched);
}

TEST_CASE("the last error is what was set") {
    SetLastError(0xFFFFFFFF);
    CHECK(GetLastError() == 0xFFFFFFFF);
    SetLastError(5);
    CHECK(GetLastError() == 5);
    CHECK(GetLastError() == 5);
}

TEST_CASE("R01 a new thread starts without an error") {
    SetLastError(untouched);
    DWORD seen = 1;
    std::thread([&] { seen = GetLastError(); }).join();
    CHECK(seen == ERROR_SUCCESS);
}

TEST_CASE("R01 another thread's failure does not touch ours") {
    std::atomic<bool> start = false;
    std::atomic<bool> done = false;
    DWORD theirs = 0;
    std::thread other([&] {
        while (!start) {
        }
        CloseHandle(nullptr);
        theirs = GetLastError();
        done = true;
    });
    SetLastError(untouched);
    start = true;
    while (!done) {
    }
    const DWORD ours = GetLastError();
    other.join();
    CHECK(theirs == ERROR_INVALID_HANDLE);
    CHECK(ours == untouched);
}
