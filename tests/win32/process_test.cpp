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

TEST_CASE("on Linux a library is found by an address only") {
    HMODULE library = nullptr;
    CHECK(GetModuleHandleExA(GET_MODULE_HANDLE_EX_FLAG_FROM_ADDRESS,
                             reinterpret_cast<LPCSTR>(&std::fopen), &library));
    std::array<char, 1024> path{};
    CHECK(GetModuleFileNameA(library, path.data(), 1024) > 0);
    CHECK(path[0] == '/');
    CHECK(ask([] { return GetModuleHandleA("libc.so.6"); }).error == ERROR_MOD_NOT_FOUND);
    const auto nothing = reinterpret_cast<HMODULE>(&path);
    CHECK(ask([&] { return GetModuleFileNameA(nothing, path.data(), 1024); }).error ==
          ERROR_MOD_NOT_FOUND);
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
