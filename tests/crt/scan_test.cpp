// scanf with sizes. https://learn.microsoft.com/cpp/c-runtime-library/reference/scanf-s-scanf-s-l-wscanf-s-wscanf-s-l
// SPDX-License-Identifier: MIT
#include <windows.h>

#include "support/doctest.hpp"
#include "wide.hpp"

#include <string>

using test::plain;

TEST_CASE("numbers and words") {
    int number = 0;
    double real = 0;
    char word[8];
    CHECK(sscanf_s(" 12 3.5 word", "%d %lf %s", &number, &real, word, unsigned{sizeof word}) == 3);
    CHECK(number == 12);
    CHECK(real == 3.5);
    CHECK(std::string(word) == "word");
    CHECK(sscanf_s("1f", "%x", &number) == 1);
    CHECK(number == 0x1f);
}

TEST_CASE("a word that does not fit is none") {
    int number = 0;
    char word[4] = "old";
    CHECK(sscanf_s("7 word", "%d %s", &number, word, unsigned{sizeof word}) == 1);
    CHECK(number == 7);
    CHECK(word[0] == 0);
    CHECK(sscanf_s("word", "%3s", word, unsigned{sizeof word}) == 1);
    CHECK(std::string(word) == "wor");
}

TEST_CASE("characters and sets") {
    char one = 0;
    char set[8];
    CHECK(sscanf_s("x=12,", "%c=%[0-9]", &one, 1U, set, unsigned{sizeof set}) == 2);
    CHECK(one == 'x');
    CHECK(std::string(set) == "12");
    CHECK(sscanf_s("ab,cd", "%*[^,],%[^,]", set, unsigned{sizeof set}) == 1);
    CHECK(std::string(set) == "cd");
}

TEST_CASE("wide words") {
    wchar_t word[8];
    int number = 0;
    CHECK(swscanf_s(L"\u00e9t\u00e9 5", L"%s %d", word, 8U, &number) == 2);
    CHECK(plain(word) == "{233}t{233}");
    CHECK(number == 5);
}

TEST_CASE("the end of the text, and a text of another kind") {
    int number = 42;
    CHECK(sscanf_s("", "%d", &number) == EOF);
    CHECK(sscanf_s("   ", "%d", &number) == EOF);
    CHECK(sscanf_s("x", "%d", &number) == 0);
    CHECK(sscanf_s("1 ", "%d %d", &number, &number) == 1);
}
