// Consoles, which are terminals.
// SPDX-License-Identifier: MIT
#include <windows.h>

#include "conformance/calls.hpp"
#include "support/doctest.hpp"

using test::ask;

TEST_CASE("on Linux a console has no window") {
    CHECK(GetConsoleWindow() == nullptr);
}

// A group that is there would have its members interrupted.
TEST_CASE("on Linux an event is for a group of processes that is there") {
    const auto to = [](DWORD event, DWORD group) {
        const auto sent = ask([&] { return GenerateConsoleCtrlEvent(event, group); });
        return sent.value ? test::untouched : sent.error;
    };
    CHECK(to(CTRL_CLOSE_EVENT, 0) == ERROR_INVALID_PARAMETER);
    CHECK(to(CTRL_SHUTDOWN_EVENT, 0) == ERROR_INVALID_PARAMETER);
    CHECK(to(CTRL_BREAK_EVENT, 1) == ERROR_INVALID_PARAMETER);
    CHECK(to(CTRL_BREAK_EVENT, 0x7FFFFFF0) == ERROR_INVALID_PARAMETER);
    CHECK(to(CTRL_BREAK_EVENT, 0xFFFFFFFF) == ERROR_INVALID_PARAMETER);
}
