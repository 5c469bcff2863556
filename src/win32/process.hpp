// win32/process.hpp - what a handle to a process may do.
// SPDX-License-Identifier: MIT
#pragma once

#include "kernel/protection.hpp"
#include "kernel/status.hpp"

#include <windows.h>

namespace mapview::win32 {

/// The rights of a handle for which `asked` was asked; generic ones are translated.
/// https://learn.microsoft.com/windows/win32/procthread/process-security-and-access-rights
kernel::rights process_rights(DWORD asked) noexcept;

/// For what can be done to the calling process alone: success for GetCurrentProcess() and for
/// handles to it that have the rights; not_supported for another process, invalid_handle for
/// anything else, access_denied.
kernel::status require_this_process(HANDLE process, kernel::rights needed);

}  // namespace mapview::win32
