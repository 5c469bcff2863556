// api/last_error.hpp - the calling thread's last error as an error_code.
// SPDX-License-Identifier: MIT
#pragma once

#include <mapview/error.hpp>

#include <windows.h>

#include <system_error>

namespace mapview::api {

/// To be called right after the function that failed.
inline std::error_code last_error() noexcept {
    return {static_cast<int>(GetLastError()), win32_category()};
}

}  // namespace mapview::api
