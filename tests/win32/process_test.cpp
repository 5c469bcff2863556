// The calling process: what Linux gives it.
// SPDX-License-Identifier: MIT
#include <windows.h>

#include "conformance/calls.hpp"
#include "support/child_process.hpp"
#include "support/doctest.hpp"
#include "support/role.hpp"

#include <array>
#include <cstdio>
#include <cstdlib>
#include <string>

using test::ask;

TEST_ROLE(tell_quoted_line) {
    test::say(GetCommandLineA());
    return 0;
}

TEST_CASE("on Linux a command line is put together from arguments") {
    test::child_process child("tell_quoted_line",
                              {"plain", "two words", R"(a"b)", R"(c\"d)", R"(e\f)", "", R"(g h\)"});
    const std::string expected = R"(plain "two words" "a\"b" "c\\\"d" e\f "" "g h\\")";
    CHECK(child.hear().ends_with(" tell_quoted_line " + expected));
}

TEST_CASE("on Linux no memory moves") {
    CHECK(ask([] { return LocalAlloc(LMEM_MOVEABLE, 1); }).error == ERROR_NOT_SUPPORTED);
    CHECK(ask([] { return GlobalAlloc(GMEM_MOVEABLE, 1); }).error == ERROR_NOT_SUPPORTED);
}

TEST_CASE("on Linux variables may differ in case only") {
    std::array<char, 8> text{};
    REQUIRE(::setenv("Mapview_Case", "1", 1) == 0);
    REQUIRE(::setenv("MAPVIEW_CASE", "2", 1) == 0);
    GetEnvironmentVariableA("MAPVIEW_CASE", text.data(), 8);
    CHECK(std::string(text.data()) == "2");
    CHECK(SetEnvironmentVariableA("MAPVIEW_CASE", nullptr));
    GetEnvironmentVariableA("MAPVIEW_CASE", text.data(), 8);
    CHECK(std::string(text.data()) == "1");
    CHECK(SetEnvironmentVariableA("MAPVIEW_CASE", nullptr));
    CHECK(std::getenv("Mapview_Case") == nullptr);
}
