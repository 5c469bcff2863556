// hazards/one_name.hpp - what the calls say of one name.
// SPDX-License-Identifier: MIT
#pragma once

#include <windows.h>

namespace test {

/// Creates a section of a page, and closes it; the last error, so ERROR_SUCCESS or
/// ERROR_ALREADY_EXISTS where it was made.
DWORD creating(const wchar_t* name = L"n");

/// Opens the name, and closes it; `untouched` for success.
DWORD opening(const wchar_t* name = L"n");

/// What a process that never used the library finds under the name `n`.
DWORD opening_afresh();

}  // namespace test
