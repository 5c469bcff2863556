// Strings that know their room. https://learn.microsoft.com/cpp/c-runtime-library/string-manipulation-crt
// SPDX-License-Identifier: MIT
#include <strsafe.h>
#include <tchar.h>
#include <windows.h>

#include "support/doctest.hpp"
#include "wide.hpp"

#include <cstdlib>
#include <string>

using test::plain;

TEST_CASE("strcpy_s and strcat_s with and without a size") {
    char text[6];
    CHECK(strcpy_s(text, "ab") == 0);
    CHECK(strcat_s(text, sizeof text, "cde") == 0);
    CHECK(std::string(text) == "abcde");
    CHECK(strcat_s(text, "f") == ERANGE);
    CHECK(std::string(text).empty());
    CHECK(strcpy_s(text, "123456") == ERANGE);
    CHECK(std::string(text).empty());
    CHECK(strcpy_s(text, sizeof text, nullptr) == EINVAL);
    CHECK(strcpy_s(static_cast<char*>(nullptr), 1, "a") == EINVAL);
}

TEST_CASE("wcscpy_s and wcscat_s with and without a size") {
    wchar_t text[6];
    CHECK(wcscpy_s(text, L"ab") == 0);
    CHECK(wcscat_s(text, 6, L"cd\u00e9") == 0);
    CHECK(plain(text) == "abcd{233}");
    CHECK(wcscat_s(text, L"f") == ERANGE);
    CHECK(text[0] == 0);
    CHECK(wcscpy_s(text, 6, L"123456") == ERANGE);
}

TEST_CASE("strncpy_s counts, and cuts only where it is told to") {
    char text[4];
    CHECK(strncpy_s(text, "abcdef", 2) == 0);
    CHECK(std::string(text) == "ab");
    CHECK(strncpy_s(text, "abcdef", 4) == ERANGE);
    CHECK(strncpy_s(text, sizeof text, "abcdef", _TRUNCATE) == STRUNCATE);
    CHECK(std::string(text) == "abc");
    wchar_t wide[4];
    CHECK(wcsncpy_s(wide, L"abcdef", _TRUNCATE) == STRUNCATE);
    CHECK(plain(wide) == "abc");
    CHECK(strcpy_s(text, "a") == 0);
    CHECK(strncat_s(text, "bcdef", 1) == 0);
    CHECK(std::string(text) == "ab");
    CHECK(strncat_s(text, "cdef", _TRUNCATE) == STRUNCATE);
    CHECK(std::string(text) == "abc");
}

TEST_CASE("memcpy_s copies all or nothing") {
    char to[4] = {'a', 'b', 'c', 'd'};
    CHECK(memcpy_s(to, sizeof to, "xy", 2) == 0);
    CHECK(std::string(to, 4) == "xycd");
    CHECK(memcpy_s(to, sizeof to, "123456", 6) == ERANGE);
    CHECK(std::string(to, 4) == std::string(4, '\0'));
    CHECK(memcpy_s(to, sizeof to, nullptr, 1) == EINVAL);
}

TEST_CASE("comparisons without case") {
    CHECK(_stricmp("Memory", "mEMORY") == 0);
    CHECK(_stricmp("a", "b") < 0);
    CHECK(_strnicmp("memX", "MEMy", 3) == 0);
    CHECK(_wcsicmp(L"Memory", L"mEMORY") == 0);
    CHECK(_wcsicmp(L"b", L"A") > 0);
    CHECK(_wcsnicmp(L"memX", L"MEMy", 3) == 0);
    CHECK(_tcsicmp(_T("x"), _T("X")) == 0);
}

TEST_CASE("words") {
    char text[] = ",a,,b";
    char* context = nullptr;
    CHECK(std::string(strtok_s(text, ",", &context)) == "a");
    CHECK(std::string(strtok_s(nullptr, ",", &context)) == "b");
    CHECK(strtok_s(nullptr, ",", &context) == nullptr);
    wchar_t wide[] = L",a,,b";
    wchar_t* wide_context = nullptr;
    CHECK(plain(wcstok_s(wide, L",", &wide_context)) == "a");
    CHECK(plain(wcstok_s(nullptr, L",", &wide_context)) == "b");
    CHECK(wcstok_s(nullptr, L",", &wide_context) == nullptr);
}

TEST_CASE("copies, cases and the other way round") {
    char* const copy = _strdup("Copy");
    CHECK(std::string(_strupr(copy)) == "COPY");
    CHECK(std::string(_strlwr(copy)) == "copy");
    CHECK(std::string(_strrev(copy)) == "ypoc");
    std::free(copy);
    wchar_t* const wide = _wcsdup(L"Copy");
    CHECK(plain(_wcsupr(wide)) == "COPY");
    CHECK(plain(_wcslwr(wide)) == "copy");
    CHECK(plain(_wcsrev(wide)) == "ypoc");
    std::free(wide);
}

TEST_CASE("strsafe.h cuts and says so") {
    char text[4];
    CHECK(StringCchCopyA(text, sizeof text, "ab") == S_OK);
    CHECK(StringCchCatA(text, sizeof text, "cdef") == STRSAFE_E_INSUFFICIENT_BUFFER);
    CHECK(std::string(text) == "abc");
    CHECK(StringCchPrintfA(text, sizeof text, "%d", 12345) == STRSAFE_E_INSUFFICIENT_BUFFER);
    CHECK(std::string(text) == "123");
    CHECK(StringCchCopyA(text, 0, "a") == STRSAFE_E_INVALID_PARAMETER);
    wchar_t wide[8];
    CHECK(SUCCEEDED(StringCchPrintfW(wide, 8, L"%s-%d", L"n", 1)));
    CHECK(plain(wide) == "n-1");
    CHECK(StringCbCopyW(wide, sizeof wide, L"123456789") == STRSAFE_E_INSUFFICIENT_BUFFER);
    CHECK(plain(wide) == "1234567");
    size_t length = 0;
    CHECK(StringCchLengthW(wide, 8, &length) == S_OK);
    CHECK(length == 7);
    CHECK(StringCchLengthW(wide, 7, &length) == STRSAFE_E_INVALID_PARAMETER);
}
