// SPDX-License-Identifier: MIT
#include "win32/last_error.hpp"

namespace {

thread_local DWORD last_error = ERROR_SUCCESS;

}  // namespace

DWORD WINAPI GetLastError() {
    return last_error;
}

void WINAPI SetLastError(DWORD dwErrCode) {
    last_error = dwErrCode;
}

namespace mapview::win32 {

bool report(kernel::status result) noexcept {
    if (result == kernel::status::success) return true;
    SetLastError(static_cast<DWORD>(result));
    return false;
}

}  // namespace mapview::win32
