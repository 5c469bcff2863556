// Handles in processes that inherit them (semantics 1.10).
// SPDX-License-Identifier: MIT
#include <windows.h>

#include "calls.hpp"
#include "support/child_process.hpp"
#include "support/doctest.hpp"
#include "support/role.hpp"
#include "support/wine.hpp"

#include <string>

using test::handle, test::mapped, test::page, test::create, test::map_raw, test::map, test::ask;

namespace {

std::string text_of(HANDLE value) {
    return std::to_string(reinterpret_cast<ULONG_PTR>(value));
}

/// Runs this program in a role as a process that CreateProcess makes; its exit code.
int run_role(const std::string& role, const std::string& argument, BOOL inherit) {
    char program[MAX_PATH];
    GetModuleFileNameA(nullptr, program, sizeof program);
    auto command = '"' + std::string(program) + "\" --role " + role + ' ' + argument;
    STARTUPINFOA start{};
    start.cb = sizeof start;
    PROCESS_INFORMATION made{};
    if (!CreateProcessA(program, command.data(), nullptr, nullptr, inherit, 0, nullptr, nullptr,
                        &start, &made))
        return -1;
    const handle process(made.hProcess);
    const handle thread(made.hThread);
    WaitForSingleObject(process.get(), INFINITE);
    DWORD code = 0;
    GetExitCodeProcess(process.get(), &code);
    return static_cast<int>(code);
}

}  // namespace

// Its exit code is the first byte of the section whose handle has that value, or 200.
TEST_ROLE(first_byte) {
    const auto value = reinterpret_cast<HANDLE>(static_cast<ULONG_PTR>(std::stoull(given.at(0))));
    const mapped view(map_raw(value, FILE_MAP_READ));
    return view ? view[0] : 200;
}

TEST_CASE("L10 CreateProcess hands an inheritable handle on") {
    SECURITY_ATTRIBUTES attributes{sizeof attributes, nullptr, TRUE};
    const handle section(
        CreateFileMappingW(INVALID_HANDLE_VALUE, &attributes, PAGE_READWRITE, 0, page, nullptr));
    map(section, FILE_MAP_WRITE)[0] = 66;
    CHECK(run_role("first_byte", text_of(section.get()), TRUE) == 66);
}

TEST_CASE("L12 CreateProcess without inheritance hands nothing on") {
    SECURITY_ATTRIBUTES attributes{sizeof attributes, nullptr, TRUE};
    const handle section(
        CreateFileMappingW(INVALID_HANDLE_VALUE, &attributes, PAGE_READWRITE, 0, page, nullptr));
    CHECK(run_role("first_byte", text_of(section.get()), FALSE) == 200);
}

TEST_CASE("M24 a handle is closed from outside by a duplicate to nowhere") {
    const auto section = create(PAGE_READWRITE, page).release();
    const auto done = ask([&] {
        return DuplicateHandle(GetCurrentProcess(), section, nullptr, nullptr, 0, FALSE,
                               DUPLICATE_CLOSE_SOURCE);
    });
    CHECK(test::differs_on_wine("M24", done.value != FALSE));
    CHECK(map_raw(section, FILE_MAP_READ) == nullptr);
}
