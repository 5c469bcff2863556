// Handlers for Ctrl-C, without any: who tests is in the same console. No row of the tables: what
// the
// documentation says. https://learn.microsoft.com/windows/console/setconsolectrlhandler
// SPDX-License-Identifier: MIT
#include <windows.h>

#include "calls.hpp"
#include "support/doctest.hpp"

using test::ask;

namespace {

BOOL WINAPI first_handler(DWORD) {
    return TRUE;
}

BOOL WINAPI second_handler(DWORD) {
    return FALSE;
}

DWORD removing(PHANDLER_ROUTINE handler) {
    const auto removed = ask([&] { return SetConsoleCtrlHandler(handler, FALSE); });
    return removed.value ? test::untouched : removed.error;
}

}  // namespace

TEST_CASE("a handler is removed as often as it was added") {
    CHECK(removing(first_handler) == ERROR_INVALID_PARAMETER);
    CHECK(SetConsoleCtrlHandler(first_handler, TRUE));
    CHECK(SetConsoleCtrlHandler(second_handler, TRUE));
    CHECK(SetConsoleCtrlHandler(first_handler, TRUE));
    CHECK(removing(first_handler) == test::untouched);
    CHECK(removing(first_handler) == test::untouched);
    CHECK(removing(first_handler) == ERROR_INVALID_PARAMETER);
    CHECK(removing(second_handler) == test::untouched);
    CHECK(removing(second_handler) == ERROR_INVALID_PARAMETER);
}

TEST_CASE("Ctrl-C is ignored and no longer, as often as one likes") {
    for (const BOOL ignored : {TRUE, TRUE, FALSE, FALSE})
        CHECK(SetConsoleCtrlHandler(nullptr, ignored));
}

TEST_CASE("only Ctrl-C and Ctrl-Break can be made") {
    CHECK(!GenerateConsoleCtrlEvent(CTRL_CLOSE_EVENT, 0));
    CHECK(!GenerateConsoleCtrlEvent(CTRL_SHUTDOWN_EVENT, 0));
    CHECK(!GenerateConsoleCtrlEvent(77, 0));
}
