// win32/last_error.hpp - how the Win32 functions tell what went wrong.
// SPDX-License-Identifier: MIT
#pragma once

#include "kernel/status.hpp"

#include <windows.h>

#include <new>

namespace mapview::win32 {

/// Sets the last error of a failed call. Success leaves it as it was, as on Windows.
/// Returns whether the call succeeded.
bool report(kernel::status result) noexcept;

/// Runs the body of a Win32 function, which returns a status. No exception leaves a C function:
/// the only one that can come is that there is no memory.
template <class Body>
kernel::status guarded(Body&& body) noexcept {
    try {
        return body();
    } catch (const std::bad_alloc&) {
        return kernel::status::not_enough_memory;
    }
}

}  // namespace mapview::win32
