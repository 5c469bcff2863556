// Formats as Microsoft documents them.
// https://learn.microsoft.com/cpp/c-runtime-library/format-specification-syntax-printf-and-wprintf-functions
// SPDX-License-Identifier: MIT
#include <strsafe.h>
#include <tchar.h>
#include <windows.h>

#include "support/doctest.hpp"
#include "wide.hpp"

#include <cerrno>
#include <climits>
#include <string>

using test::plain;

namespace {

template <class... Arguments>
std::string narrow(const char* format, Arguments... arguments) {
    char text[256];
    return sprintf_s(text, format, arguments...) < 0 ? "failed" : text;
}

template <class... Arguments>
std::string wide(const wchar_t* format, Arguments... arguments) {
    wchar_t text[256];
    return swprintf_s(text, format, arguments...) < 0 ? "failed" : plain(text);
}

template <class... Arguments>
std::string numbered(const char* format, Arguments... arguments) {
    char text[256];
    return _sprintf_p(text, sizeof text, format, arguments...) < 0 ? "failed" : text;
}

}  // namespace

TEST_CASE("%s is of the function's own kind, %S of the other") {
    CHECK(wide(L"%s|%S|%hs|%ls|%ws", L"own", "other", "narrow", L"wide", L"wide") ==
          "own|other|narrow|wide|wide");
    CHECK(narrow("%s|%S|%hs|%ls", "own", L"other", "narrow", L"wide") == "own|other|narrow|wide");
    CHECK(wide(L"%c|%C|%hc|%lc", L'o', 'p', 'q', L'r') == "o|p|q|r");
    CHECK(narrow("%c|%C|%hc|%lc", 'o', L'p', 'q', L'r') == "o|p|q|r");
}

TEST_CASE("text beyond ASCII is UTF-8 where it is narrow") {
    CHECK(narrow("%ls", L"\u00e9\u20ac") == "\xc3\xa9\xe2\x82\xac");
    CHECK(wide(L"%hs", "\xc3\xa9") == "{233}");
    CHECK(narrow("%ls", L"\U0001F600") == "\xf0\x9f\x98\x80");
}

TEST_CASE("a null pointer as text") {
    CHECK(narrow("%s", static_cast<const char*>(nullptr)) == "(null)");
    CHECK(wide(L"%s", static_cast<const wchar_t*>(nullptr)) == "(null)");
}

TEST_CASE("width and precision of text") {
    CHECK(narrow("[%6s][%-6s][%.2s][%*s]", "abc", "abc", "abc", 5, "x") ==
          "[   abc][abc   ][ab][    x]");
    CHECK(wide(L"[%6s][%-6s][%.2s][%-*s]", L"abc", L"abc", L"abc", 3, L"x") ==
          "[   abc][abc   ][ab][x  ]");
    const char no_zero[] = {'a', 'b'};
    CHECK(narrow("%.2s", &no_zero[0]) == "ab");
}

TEST_CASE("a long has 32 bits") {
    CHECK(narrow("%ld %lu %lX", LONG{-1}, DWORD{0xFFFFFFFF}, DWORD{0xABC}) == "-1 4294967295 ABC");
    CHECK(wide(L"%ld %lu", LONG{-5}, DWORD{5}) == "-5 5");
}

TEST_CASE("the sizes of Microsoft's own") {
    const long long big = -1234567890123;
    CHECK(narrow("%I64d %lld %I32d %I64X", big, big, 7, 0xABCDEF012345ULL) ==
          "-1234567890123 -1234567890123 7 ABCDEF012345");
    CHECK(narrow("%Iu %zu", sizeof(char), sizeof(short)) == "1 2");
    CHECK(narrow("%hd %hhd %hu", 65537, 257, 65535) == "1 1 65535");
}

TEST_CASE("more arguments than there are registers") {
    CHECK(narrow("%d %d %d %d %d %lu %ld %s", 1, 2, 3, 4, 5, DWORD{6}, LONG{-7}, "8") ==
          "1 2 3 4 5 6 -7 8");
}

TEST_CASE("numbers with flags") {
    CHECK(narrow("[%+d][% d][%05d][%-5d][%#x][%.3d]", 1, 2, 3, 4, 255, 6) ==
          "[+1][ 2][00003][4    ][0xff][006]");
    CHECK(narrow("%.2f %8.3f %g %e", 1.005, 3.14159, 0.5, 12345.678) ==
          "1.00    3.142 0.5 1.234568e+04");
    CHECK(wide(L"%.1Lf", 2.5L) == "2.5");
    CHECK(narrow("100%%") == "100%");
}

TEST_CASE("a pointer has sixteen digits") {
    CHECK(narrow("%p", reinterpret_cast<void*>(0x12AB)) == "00000000000012AB");
}

TEST_CASE("%n is refused") {
    int count = 42;
    char text[8] = "old";
    CHECK(sprintf_s(text, sizeof text, "a%n", &count) == -1);
    CHECK(errno == EINVAL);
    CHECK(count == 42);
}

TEST_CASE("a width or a number's precision beyond all sense is refused") {
    for (const int size : {INT_MIN, -(1 << 30), 1 << 30, INT_MAX}) {
        errno = 0;
        CHECK(_scprintf("%*s", size, "x") == -1);
        CHECK(errno == EINVAL);
        CHECK(_scprintf("%*d", size, 1) == -1);
        CHECK(_scprintf("%*c", size, 'x') == -1);
        CHECK(_scprintf("%*f", size, 1.0) == -1);
        CHECK(_scprintf("%*p", size, nullptr) == -1);
        CHECK(_scwprintf(L"%*s", size, L"x") == -1);
        CHECK(_scprintf_p("%1$*2$s", "x", size) == -1);
        CHECK(_scwprintf_p(L"%1$*2$s", L"x", size) == -1);
        CHECK(narrow("%*s", size, "x") == "failed");
        CHECK(wide(L"%*s", size, L"x") == "failed");
        CHECK(numbered("%1$*2$s", "x", size) == "failed");
        char text[8] = "x";
        CHECK(_snprintf(text, sizeof text, "%*s", size, "x") == -1);
        CHECK(StringCchPrintfA(text, sizeof text, "%*s", size, "x") == STRSAFE_E_INVALID_PARAMETER);
        CHECK(wsprintfA(text, "%*s", size, "x") == 0);
    }
    CHECK(_scprintf("%99999999999s", "x") == -1);
    CHECK(_scprintf("%.99999999999d", 1) == -1);
    CHECK(_scprintf("%.*d", INT_MAX, 1) == -1);
    CHECK(_scprintf("%.*f", INT_MAX, 1.0) == -1);
    CHECK(_scprintf_p("%1$.*2$d", 1, INT_MAX) == -1);
}

TEST_CASE("a precision that is below zero is none, one of text may be of any size") {
    CHECK(narrow("%.*s|%.*d", INT_MIN, "abc", INT_MIN, 7) == "abc|7");
    CHECK(narrow("%.*s|%.99999999999s", INT_MAX, "abc", "def") == "abc|def");
    CHECK(numbered("%1$.*2$s", "abc", INT_MAX) == "abc");
}

TEST_CASE("what does not fit into a buffer with _s is refused") {
    char text[4] = "old";
    CHECK(sprintf_s(text, "%d", 12345) == -1);
    CHECK(errno == ERANGE);
    CHECK(std::string(text).empty());
    wchar_t wide_text[4] = L"old";
    CHECK(swprintf_s(wide_text, L"%d", 12345) == -1);
    CHECK(wide_text[0] == 0);
    CHECK(sprintf_s(text, "%d", 123) == 3);
    CHECK(std::string(text) == "123");
}

TEST_CASE("_snprintf fills the room, without a zero where there is none left") {
    char text[4] = {'x', 'x', 'x', 'x'};
    CHECK(_snprintf(text, 4, "%s", "abcdef") == -1);
    CHECK(std::string(text, 4) == "abcd");
    CHECK(_snprintf(text, 4, "%s", "efgh") == 4);
    CHECK(std::string(text, 4) == "efgh");
    CHECK(_snprintf(text, 4, "%s", "abc") == 3);
    CHECK(std::string(text) == "abc");
}

TEST_CASE("_snprintf_s cuts where it is told to") {
    char text[4];
    CHECK(_snprintf_s(text, sizeof text, _TRUNCATE, "%s", "abcdef") == -1);
    CHECK(std::string(text) == "abc");
    CHECK(_snprintf_s(text, 2, "%s", "abcdef") == -1);
    CHECK(std::string(text) == "ab");
    CHECK(_snprintf_s(text, sizeof text, 10, "%s", "abcdef") == -1);
    CHECK(std::string(text).empty());
}

TEST_CASE("swprintf of the standard cuts and fails, _stprintf asks for no size") {
    wchar_t text[4];
    CHECK(swprintf(text, 4, L"%s", L"abcdef") == -1);
    CHECK(plain(text) == "abc");
    TCHAR generic[16];
    CHECK(_stprintf(generic, _T("%d-%s"), 1, _T("a")) == 3);
    CHECK(generic[2] == _T('a'));
}

TEST_CASE("the length that there would be") {
    CHECK(_scprintf("%d %s", 10, "abc") == 6);
    CHECK(_scwprintf(L"%d %s", 10, L"abc") == 6);
}

TEST_CASE("with _p a format names its arguments by their numbers") {
    CHECK(numbered("%2$s %1$d", 7, "seven") == "seven 7");
    CHECK(numbered("%1$d %1$x", 255) == "255 ff");
    CHECK(numbered("%3$.2f|%1$c|%2$I64d", 'a', 1LL << 40, 0.5) == "0.50|a|1099511627776");
    CHECK(numbered("%1$*2$d|%1$-*2$d|%3$.*2$s", 7, 3, "abcdef") == "  7|7  |abc");
    CHECK(numbered("100%% of %2$s, %1$s", "b", "a") == "100% of a, b");
    CHECK(numbered("%d %s", 7, "as ever") == "7 as ever");
    wchar_t text[64];
    CHECK(_swprintf_p(text, 64, L"%2$s %1$hs", "narrow", L"wide") == 11);
    CHECK(plain(text) == "wide narrow");
}

TEST_CASE("numbers of arguments that leave one out, or mean nothing, are refused") {
    CHECK(numbered("%1$d %3$d", 1, 2, 3) == "failed");
    CHECK(numbered("%1$d %d", 1, 2) == "failed");
    CHECK(numbered("%1$d %1$s", 1) == "failed");
    CHECK(numbered("%0$d", 1) == "failed");
    CHECK(numbered("%1000$d", 1) == "failed");
}

TEST_CASE("what has no room is no text with _p, and its length can be asked for") {
    char text[4] = "old";
    errno = 0;
    CHECK(_sprintf_p(text, 4, "%1$d", 12345) == -1);
    CHECK(errno == ERANGE);
    CHECK(text[0] == 0);
    CHECK(_scprintf_p("%1$d", 12345) == 5);
    CHECK(_scwprintf_p(L"%1$d", 12345) == 5);
}
