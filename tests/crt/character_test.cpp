// What the headers add to the language: min and max, arrays, attributes.
// SPDX-License-Identifier: MIT
#include <windows.h>

#include "support/doctest.hpp"

#include <algorithm>
#include <limits>
#include <type_traits>

TEST_CASE("min and max take different types, and leave those of the standard alone") {
    CHECK(min(2, 3L) == 2);
    CHECK(max(2, 2.5) == 2.5);
    CHECK(std::min(1, 2) == 1);
    CHECK(std::numeric_limits<int>::max() == 2147483647);
    static_assert(max(1, 2) == 2);
    static_assert(std::is_same_v<decltype(min(DWORD{1}, SIZE_T{2})), SIZE_T>);
}

TEST_CASE("min beside using namespace std") {
    using namespace std;
    CHECK(min(1, 2) == 1);
    CHECK(max(2.0, 1.0) == 2.0);
}

TEST_CASE("_countof counts, at compile time") {
    const wchar_t text[] = L"abc";
    static_assert(_countof(text) == 4);
    CHECK(text[_countof(text) - 1] == 0);
}

TEST_CASE("the sizes of Windows") {
    static_assert(sizeof(LONG) == 4 && sizeof(DWORD) == 4 && sizeof(BOOL) == 4);
    static_assert(sizeof(unsigned __int64) == 8 && sizeof(__int32) == 4);
    static_assert(sizeof(LARGE_INTEGER) == 8 && sizeof(FILETIME) == 8 && sizeof(SYSTEMTIME) == 16);
    static_assert(sizeof(GUID) == 16 && sizeof(WPARAM) == 8);
    static_assert(std::is_signed_v<LONG> && !std::is_signed_v<DWORD>);
    struct __declspec(align(64)) line {
        int value;
    };
    static_assert(alignof(line) == 64);
}
