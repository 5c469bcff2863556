// ShellExecute and WaitForInputIdle: what has no desktop to go to.
// SPDX-License-Identifier: MIT
#include <windows.h>

#include <shellapi.h>

#include "support/doctest.hpp"

namespace {

INT_PTR execute(const char* operation, const char* file) {
    SetLastError(0);
    return reinterpret_cast<INT_PTR>(
        ShellExecuteA(nullptr, operation, file, nullptr, nullptr, SW_SHOWNORMAL));
}

}  // namespace

TEST_CASE("on Linux ShellExecute starts programs only") {
    for (const char* const file : {"/tmp", "/proc/version", "https://example.org/"}) {
        CHECK(execute("open", file) == SE_ERR_NOASSOC);
        CHECK(GetLastError() == ERROR_NO_ASSOCIATION);
    }
    CHECK(execute("print", "/bin/true") == SE_ERR_NOASSOC);
    CHECK(GetLastError() == ERROR_NO_ASSOCIATION);
    CHECK(execute("runas", "/bin/true") == SE_ERR_ACCESSDENIED);
    CHECK(GetLastError() == ERROR_ACCESS_DENIED);
    CHECK(execute("open", nullptr) == SE_ERR_FNF);
    CHECK(GetLastError() == ERROR_FILE_NOT_FOUND);
}

TEST_CASE("on Linux no process has windows") {
    SetLastError(0);
    CHECK(WaitForInputIdle(GetCurrentProcess(), INFINITE) == WAIT_FAILED);
    CHECK(GetLastError() == ERROR_NOT_GUI_PROCESS);
    CHECK(WaitForInputIdle(nullptr, 0) == WAIT_FAILED);
    CHECK(GetLastError() == ERROR_INVALID_HANDLE);
}
