// The token of a process that is known by a handle.
// https://learn.microsoft.com/windows/win32/api/processthreadsapi/nf-processthreadsapi-openprocesstoken
// SPDX-License-Identifier: MIT
#include <windows.h>

#include "calls.hpp"
#include "support/doctest.hpp"

using test::ask, test::handle;

namespace {

handle token_of(HANDLE process) {
    HANDLE opened = nullptr;
    REQUIRE(OpenProcessToken(process, TOKEN_QUERY, &opened));
    return handle(opened);
}

DWORD size_of_user(const handle& token) {
    DWORD size = 0;
    const auto asked =
        ask([&] { return GetTokenInformation(token.get(), TokenUser, nullptr, 0, &size); });
    CHECK(asked.error == ERROR_INSUFFICIENT_BUFFER);
    return size;
}

}  // namespace

TEST_CASE("the token of a process is opened by a handle to it") {
    const handle self(OpenProcess(PROCESS_QUERY_INFORMATION, FALSE, GetCurrentProcessId()));
    REQUIRE(self);
    CHECK(size_of_user(token_of(self.get())) == size_of_user(token_of(GetCurrentProcess())));
    HANDLE opened = nullptr;
    CHECK(ask([&] { return OpenProcessToken(nullptr, TOKEN_QUERY, &opened); }).error ==
          ERROR_INVALID_HANDLE);
}
