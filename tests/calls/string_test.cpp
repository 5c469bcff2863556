// lstrlen and its kin, letters and their case, wsprintf.
// https://learn.microsoft.com/windows/win32/menurc/strings
// SPDX-License-Identifier: MIT
#include <windows.h>

#include "support/doctest.hpp"

#include <array>
#include <string>

TEST_CASE("lstrlen counts, of NULL as well") {
    CHECK(lstrlenA("abc") == 3);
    CHECK(lstrlenW(L"ab\u00E9") == 3);
    CHECK(lstrlenA(nullptr) == 0);
    CHECK(lstrlenW(nullptr) == 0);
}

TEST_CASE("lstrcpy, lstrcpyn and lstrcat return where they wrote") {
    std::array<char, 16> text{};
    CHECK(lstrcpyA(text.data(), "ab") == text.data());
    CHECK(lstrcatA(text.data(), "cd") == text.data());
    CHECK(std::string(text.data()) == "abcd");
    CHECK(lstrcpynA(text.data(), "123456", 4) == text.data());
    CHECK(std::string(text.data()) == "123");
    CHECK(lstrcpynA(text.data(), "12", 16) == text.data());
    CHECK(std::string(text.data()) == "12");

    std::array<wchar_t, 16> wide{};
    CHECK(lstrcpyW(wide.data(), L"ab") == wide.data());
    CHECK(lstrcatW(wide.data(), L"c\u00E9") == wide.data());
    CHECK(std::wstring(wide.data()) == L"abc\u00E9");
    CHECK(lstrcpynW(wide.data(), L"123456", 4) == wide.data());
    CHECK(std::wstring(wide.data()) == L"123");
}

TEST_CASE("lstrcmp tells capital from small letters, lstrcmpi does not") {
    CHECK(lstrcmpA("same", "same") == 0);
    CHECK(lstrcmpA("abc", "abd") == -1);
    CHECK(lstrcmpA("abd", "abc") == 1);
    CHECK(lstrcmpA("ab", "abc") == -1);
    CHECK(lstrcmpA("a", "A") == -1);
    CHECK(lstrcmpA("A", "a") == 1);
    CHECK(lstrcmpA("B", "a") == 1);
    CHECK(lstrcmpA(nullptr, "a") == -1);
    CHECK(lstrcmpA("a", nullptr) == 1);
    CHECK(lstrcmpiA("Name", "nAME") == 0);
    CHECK(lstrcmpiA("a", "B") == -1);
    CHECK(lstrcmpW(L"\u00E9", L"\u00C9") == -1);
    CHECK(lstrcmpiW(L"\u00E9t\u00E9", L"\u00C9T\u00C9") == 0);
}

TEST_CASE("CharUpper and CharLower change text in place, or one character") {
    std::array<char, 8> text{'m', 'A', 'p', '-', '1', 0};
    CHECK(CharUpperA(text.data()) == text.data());
    CHECK(std::string(text.data()) == "MAP-1");
    CHECK(CharLowerA(text.data()) == text.data());
    CHECK(std::string(text.data()) == "map-1");

    std::array<wchar_t, 8> wide{L'\u00E9', L'\u0436', L'z', 0};
    CHECK(CharUpperW(wide.data()) == wide.data());
    CHECK(std::wstring(wide.data()) == L"\u00C9\u0416Z");
    CHECK(CharLowerW(wide.data()) == wide.data());
    CHECK(std::wstring(wide.data()) == L"\u00E9\u0436z");

    const auto one = [](LPWSTR given) { return reinterpret_cast<ULONG_PTR>(given); };
    CHECK(one(CharUpperW(reinterpret_cast<LPWSTR>(ULONG_PTR{0xE9}))) == 0xC9);
    CHECK(one(CharLowerW(reinterpret_cast<LPWSTR>(ULONG_PTR{'Q'}))) == 'q');
}

TEST_CASE("wsprintf formats numbers and both kinds of text") {
    std::array<char, 1024> text{};
    CHECK(wsprintfA(text.data(), "%s=%d %08lX %c%%", "value", -5, 0xBEEFUL, 'x') == 20);
    CHECK(std::string(text.data()) == "value=-5 0000BEEF x%");
}

TEST_CASE("wsprintf writes wide text from narrow and the other way round") {
    std::array<char, 1024> text{};
    wsprintfA(text.data(), "%ls|%S|%hs|%-4u|%5.2s", L"one", L"two", "three", 7U, "four");
    CHECK(std::string(text.data()) == "one|two|three|7   |   fo");
    std::array<wchar_t, 1024> wide{};
    CHECK(wsprintfW(wide.data(), L"%s|%hs|%S|%I64d", L"\u00E9", "a", "b", 1LL << 40) == 19);
    CHECK(std::wstring(wide.data()) == L"\u00E9|a|b|1099511627776");
}

TEST_CASE("wsprintf cuts its text to 1024 characters with the zero") {
    std::array<char, 2048> text{};
    const std::string longer(2000, 'x');
    wsprintfA(text.data(), "%s", longer.c_str());
    CHECK(std::string(text.data()).size() <= 1024);
}
