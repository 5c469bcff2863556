// What a process was given: its environment, its command line, the names of its user and machine.
// SPDX-License-Identifier: MIT
#include <windows.h>

#include "conformance/calls.hpp"
#include "support/child_process.hpp"
#include "support/doctest.hpp"
#include "support/role.hpp"

#include <array>
#include <cstdio>
#include <string>

using test::ask, test::untouched;

TEST_CASE("a variable of the environment is set, read and removed") {
    std::array<char, 32> text{};
    REQUIRE(SetEnvironmentVariableA("MAPVIEW_TEST_VARIABLE", "a value"));
    CHECK(GetEnvironmentVariableA("MAPVIEW_TEST_VARIABLE", text.data(), 32) == 7);
    CHECK(std::string(text.data()) == "a value");
    CHECK(GetEnvironmentVariableA("Mapview_Test_Variable", text.data(), 32) == 7);
    CHECK(GetEnvironmentVariableA("MAPVIEW_TEST_VARIABLE", nullptr, 0) == 8);
    CHECK(GetEnvironmentVariableA("MAPVIEW_TEST_VARIABLE", text.data(), 7) == 8);
    std::array<wchar_t, 32> wide{};
    CHECK(GetEnvironmentVariableW(L"MAPVIEW_TEST_VARIABLE", wide.data(), 32) == 7);
    CHECK(std::wstring(wide.data()) == L"a value");
    CHECK(SetEnvironmentVariableW(L"Mapview_Test_Variable", L"\u00E9"));
    CHECK(GetEnvironmentVariableW(L"MAPVIEW_TEST_VARIABLE", wide.data(), 32) == 1);
    CHECK(std::wstring(wide.data()) == L"\u00E9");
    CHECK(SetEnvironmentVariableA("MAPVIEW_TEST_VARIABLE", nullptr));
    const auto gone =
        ask([&] { return GetEnvironmentVariableA("MAPVIEW_TEST_VARIABLE", text.data(), 32); });
    CHECK(gone.value == 0);
    CHECK(gone.error == ERROR_ENVVAR_NOT_FOUND);
}

TEST_CASE("names that no variable can have are invalid") {
    CHECK(ask([] { return SetEnvironmentVariableA("A=B", "c"); }).error == ERROR_INVALID_PARAMETER);
    CHECK(ask([] { return SetEnvironmentVariableA("", "c"); }).error == ERROR_INVALID_PARAMETER);
}

TEST_ROLE(tell_command_line) {
    const std::string line = GetCommandLineA();
    const std::wstring wide = GetCommandLineW();
    test::say(line);
    return wide == std::wstring(line.begin(), line.end()) ? 0 : 1;
}

TEST_CASE("the command line is the program and its arguments, quoted where they need it") {
    test::child_process child("tell_command_line", {"two words"});
    const std::string line = child.hear();
    CHECK(line.find("mapview_calls_test") != line.npos);
    CHECK(line.find("tell_command_line") != line.npos);
    CHECK(line.find("\"two words\"") != line.npos);
    CHECK(child.wait() == 0);
}

TEST_ROLE(exit_early) {
    std::printf("written\n");
    ExitProcess(7);
}

TEST_CASE("ExitProcess writes streams out and ends with its number") {
    test::child_process child("exit_early");
    CHECK(child.hear() == "written");
    CHECK(child.wait() == 7);
}

TEST_CASE("the computer has a name") {
    std::array<char, MAX_COMPUTERNAME_LENGTH + 1> name{};
    DWORD size = static_cast<DWORD>(name.size());
    REQUIRE(GetComputerNameA(name.data(), &size));
    CHECK(size > 0);
    CHECK(std::string(name.data()).size() == size);
    DWORD room = 1;
    const auto small = ask([&] { return GetComputerNameA(name.data(), &room); });
    CHECK(small.value == FALSE);
    CHECK(small.error == ERROR_BUFFER_OVERFLOW);
    CHECK(room == size + 1);
}

TEST_CASE("the user has a name") {
    std::array<wchar_t, 257> name{};
    DWORD size = static_cast<DWORD>(name.size());
    REQUIRE(GetUserNameW(name.data(), &size));
    CHECK(size > 1);
    CHECK(std::wstring(name.data()).size() + 1 == size);
    DWORD room = 1;
    const auto small = ask([&] { return GetUserNameW(name.data(), &room); });
    CHECK(small.value == FALSE);
    CHECK(small.error == ERROR_INSUFFICIENT_BUFFER);
    CHECK(room == size);
}
