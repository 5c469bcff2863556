// win32/process.hpp - what a handle to a process may do.
// SPDX-License-Identifier: MIT
#pragma once

#include "kernel/protection.hpp"

#include <windows.h>

namespace mapview::win32 {

/// The rights of a handle for which `asked` was asked; generic ones are translated.
/// https://learn.microsoft.com/windows/win32/procthread/process-security-and-access-rights
kernel::rights process_rights(DWORD asked) noexcept;

}  // namespace mapview::win32
