// Numbers to text and back. https://learn.microsoft.com/cpp/c-runtime-library/data-conversion
// SPDX-License-Identifier: MIT
#include <tchar.h>
#include <windows.h>

#include "support/doctest.hpp"
#include "wide.hpp"

#include <climits>
#include <cstdint>
#include <string>

using test::plain;

TEST_CASE("integers as text") {
    char text[70];
    CHECK(std::string(_itoa(-15, text, 10)) == "-15");
    CHECK(std::string(_itoa(-1, text, 16)) == "ffffffff");
    CHECK(std::string(_itoa(INT_MIN, text, 10)) == "-2147483648");
    CHECK(std::string(_itoa(5, text, 2)) == "101");
    CHECK(std::string(_i64toa(LLONG_MIN, text, 10)) == "-9223372036854775808");
    CHECK(std::string(_ui64toa(ULLONG_MAX, text, 2)) == std::string(64, '1'));
    CHECK(std::string(itoa(35, text, 36)) == "z");
    wchar_t wide[70];
    CHECK(plain(_itow(-15, wide, 10)) == "-15");
    CHECK(plain(_i64tow(-1, wide, 16)) == "ffffffffffffffff");
}

TEST_CASE("integers as text that must fit") {
    char text[3];
    CHECK(_itoa_s(12, text, 10) == 0);
    CHECK(std::string(text) == "12");
    CHECK(_itoa_s(123, text, 10) == ERANGE);
    CHECK(std::string(text).empty());
    CHECK(_itoa_s(1, text, 37) == EINVAL);
    wchar_t wide[3];
    CHECK(_itow_s(-1, wide, 10) == 0);
    CHECK(plain(wide) == "-1");
    CHECK(_itow_s(-10, wide, 10) == ERANGE);
}

TEST_CASE("text as numbers") {
    CHECK(_wtoi(L" 42x") == 42);
    CHECK(_wtoi(L"x") == 0);
    CHECK(_wtoi64(L"-9000000000") == -9000000000);
    CHECK(_wtof(L"2.5") == 2.5);
    CHECK(_atoi64("9000000000") == 9000000000);
    CHECK(_strtoi64("7fffffffff", nullptr, 16) == 0x7fffffffff);
}

TEST_CASE("between wide text and UTF-8") {
    char narrow[8];
    size_t written = 0;
    CHECK(wcstombs_s(&written, narrow, L"a\u00e9", _TRUNCATE) == 0);
    CHECK(std::string(narrow) == "a\xc3\xa9");
    CHECK(written == 4);
    wchar_t wide[4];
    CHECK(mbstowcs_s(&written, wide, "a\xc3\xa9", 3) == 0);
    CHECK(plain(wide) == "a{233}");
    CHECK(written == 3);
    CHECK(mbstowcs_s(&written, wide, "abcd", 4) == ERANGE);
    CHECK(mbstowcs_s(&written, wide, "abcd", _TRUNCATE) == STRUNCATE);
    CHECK(plain(wide) == "abc");
}

TEST_CASE("variables of the environment") {
    CHECK(_putenv_s("MAPVIEW_CRT_TEST", "value") == 0);
    char* text = nullptr;
    size_t size = 0;
    CHECK(_dupenv_s(&text, &size, "MAPVIEW_CRT_TEST") == 0);
    REQUIRE(text != nullptr);
    CHECK(std::string(text) == "value");
    CHECK(size == 6);
    std::free(text);
    char small[4] = "old";
    CHECK(getenv_s(&size, small, sizeof small, "MAPVIEW_CRT_TEST") == ERANGE);
    CHECK(size == 6);
    CHECK(_putenv_s("MAPVIEW_CRT_TEST", "") == 0);
    CHECK(_dupenv_s(&text, &size, "MAPVIEW_CRT_TEST") == 0);
    CHECK(text == nullptr);
}

TEST_CASE("aligned memory") {
    void* const memory = _aligned_malloc(100, 256);
    REQUIRE(memory != nullptr);
    CHECK(reinterpret_cast<std::uintptr_t>(memory) % 256 == 0);
    _aligned_free(memory);
    CHECK(_aligned_malloc(100, 3) == nullptr);
    CHECK(errno == EINVAL);
}
