// bridge/agent/object_folder.hpp - where the names of a prefix are.
// SPDX-License-Identifier: MIT
#pragma once

#include <windows.h>

#include "nt.hpp"

namespace mapview::bridge {

/// Names that begin with Global\, and all others.
inline constexpr wchar_t global_names[] = L"\\BaseNamedObjects";
inline constexpr wchar_t local_names[] = L"\\Sessions\\1\\BaseNamedObjects";

/// `name` must live as long as what is returned; `folder` null for a whole path.
OBJECT_ATTRIBUTES attributes_of(UNICODE_STRING& name, HANDLE folder) noexcept;

/// Null where there is no such folder: a prefix without sessions has the global one alone.
HANDLE open_folder(const wchar_t* path) noexcept;

}  // namespace mapview::bridge
