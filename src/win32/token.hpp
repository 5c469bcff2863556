// win32/token.hpp - what a handle to a token may do.
// SPDX-License-Identifier: MIT
#pragma once

#include "kernel/protection.hpp"

#include <windows.h>

namespace mapview::win32 {

/// The rights of a handle for which `asked` was asked; generic ones are translated.
/// https://learn.microsoft.com/windows/win32/secauthz/access-rights-for-access-token-objects
kernel::rights token_rights(DWORD asked) noexcept;

}  // namespace mapview::win32
