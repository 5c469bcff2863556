// The standard's wide functions, which a wchar_t of 2 bytes needs others for than those of glibc.
// SPDX-License-Identifier: MIT
#include <tchar.h>
#include <windows.h>

#include "support/doctest.hpp"
#include "wide.hpp"

#include <cwchar>
#include <string>

using test::plain;

TEST_CASE("lengths and copies") {
    wchar_t text[16];
    CHECK(wcslen(L"abc") == 3);
    CHECK(std::wcslen(L"") == 0);
    CHECK(wcsnlen(L"abcdef", 4) == 4);
    CHECK(plain(wcscpy(text, L"ab")) == "ab");
    CHECK(plain(wcscat(text, L"cd")) == "abcd");
    CHECK(plain(wcsncat(text, L"efgh", 2)) == "abcdef");
    CHECK(plain(wcsncpy(text, L"xy", 8)) == "xy");
    CHECK(text[7] == 0);
    CHECK(plain(std::wcscpy(text, L"std")) == "std");
}

TEST_CASE("comparisons") {
    CHECK(wcscmp(L"abc", L"abc") == 0);
    CHECK(wcscmp(L"abc", L"abd") < 0);
    CHECK(wcscmp(L"b", L"abc") > 0);
    CHECK(wcsncmp(L"abcX", L"abcY", 3) == 0);
    CHECK(wcsncmp(L"ab", L"abc", 8) < 0);
    CHECK(wmemcmp(L"ab", L"ac", 2) < 0);
}

TEST_CASE("searches") {
    const wchar_t* const text = L"one,two,one";
    CHECK(wcschr(text, L',') == text + 3);
    CHECK(wcsrchr(text, L',') == text + 7);
    CHECK(wcschr(text, L'x') == nullptr);
    CHECK(wcschr(text, L'\0') == text + 11);
    CHECK(wcsstr(text, L"two") == text + 4);
    CHECK(wcsstr(text, L"three") == nullptr);
    CHECK(wcspbrk(text, L"t,") == text + 3);
    CHECK(wcsspn(text, L"eno") == 3);
    CHECK(wcscspn(text, L",") == 3);
}

TEST_CASE("blocks") {
    wchar_t block[4];
    wmemset(block, L'x', 3);
    block[3] = 0;
    CHECK(plain(block) == "xxx");
    wmemcpy(block, L"ab", 2);
    CHECK(plain(block) == "abx");
    wmemmove(block + 1, block, 2);
    CHECK(plain(block) == "aab");
}

TEST_CASE("numbers") {
    wchar_t* end = nullptr;
    const wchar_t* const text = L" -42 rest";
    CHECK(wcstol(text, &end, 10) == -42);
    CHECK(end == text + 4);
    CHECK(wcstoul(L"ff", nullptr, 16) == 255);
    CHECK(wcstod(L"2.5", nullptr) == 2.5);
}

TEST_CASE("the generic names") {
    TCHAR text[16];
    CHECK(_tcslen(_tcscpy(text, _T("abc"))) == 3);
    CHECK(_tcscmp(_tcscat(text, _T("d")), _T("abcd")) == 0);
    CHECK(_tcschr(text, _T('c')) == text + 2);
    CHECK(_ttoi(_T("17")) == 17);
    CHECK(_totupper(_T('a')) == _T('A'));
    CHECK(_istdigit(_T('7')) != 0);
}
