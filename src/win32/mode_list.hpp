// win32/mode_list.hpp - a file's mode as a list of rights, and back.
// SPDX-License-Identifier: MIT
#pragma once

#include "kernel/file_owner.hpp"
#include "win32/account.hpp"

#include <windows.h>

#include <optional>
#include <vector>

namespace mapview::win32 {

struct list_entry {
    BYTE type = ACCESS_ALLOWED_ACE_TYPE;
    BYTE flags = 0;
    DWORD rights = 0;
    sid_bytes sid;  ///< empty, as the rights are, where an entry neither grants nor denies
};

/// An ACL in its bytes.
std::vector<BYTE> make_list(const std::vector<list_entry>& entries);

/// The list must be valid: accounts are read without looking at the size of their entries.
std::vector<list_entry> entries_of(PACL list);

/// Of user, group and everyone in this order; before each, what it is denied though one behind it
/// is granted that.
std::vector<list_entry> list_of_mode(const kernel::file_ownership& file);

/// None where the list names another account, has an entry of another kind, or grants a part of
/// what a mode can only grant as a whole. NULL grants everything to everyone.
std::optional<mode_t> mode_of_list(PACL list, const kernel::file_ownership& file);

}  // namespace mapview::win32
