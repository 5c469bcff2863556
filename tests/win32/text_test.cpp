// Text on Linux: UTF-8, and an order that knows no language.
// SPDX-License-Identifier: MIT
#include <windows.h>

#include "support/doctest.hpp"

#include <array>
#include <string>

TEST_CASE("on Linux the ANSI code page is UTF-8") {
    std::array<char, 8> narrow{};
    BOOL replaced = TRUE;
    CHECK(WideCharToMultiByte(CP_ACP, 0, L"\u20AC", -1, narrow.data(), 8, "?", &replaced) == 4);
    CHECK(std::string(narrow.data()) == "\u20AC");
    CHECK(replaced == FALSE);
    const wchar_t half[] = {0xD800, 0};
    CHECK(WideCharToMultiByte(CP_ACP, 0, half, -1, narrow.data(), 8, nullptr, &replaced) == 4);
    CHECK(std::string(narrow.data()) == "\uFFFD");
    CHECK(replaced == TRUE);
    char text[] = "\u00E9t\u00E9";
    CHECK(std::string(CharUpperA(text)) == "\u00C9T\u00C9");
    CHECK(lstrcmpiA("\u00E9", "\u00C9") == 0);
}

TEST_CASE("on Linux punctuation is sorted by its number") {
    CHECK(lstrcmpA("~", "a") == 1);
    CHECK(lstrcmpA("co-op", "coop") == -1);
}
