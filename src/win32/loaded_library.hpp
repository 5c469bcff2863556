// win32/loaded_library.hpp - the libraries that the program has loaded, and how often.
// SPDX-License-Identifier: MIT
#pragma once

#include "kernel/status.hpp"

#include <windows.h>

namespace mapview::win32 {

/// Counts a library that dlopen has just opened, and takes that over. Where `enters` is set its
/// DllMain is told, unless it was before. Statuses: success, library_refuses; then it is gone
/// again.
kernel::status add_library(void* opened, bool enters, HMODULE& module);

/// Counts one that is there, so that as many calls of drop_library let it go; or never any. The
/// program and the system's libraries need no counting. module_not_found where there is none.
kernel::status keep_library(HMODULE module, bool for_ever);

/// The other way; at the last call DllMain is told and the library goes. Statuses: success, also
/// for a module that nobody can let go; module_not_found.
kernel::status drop_library(HMODULE module);

/// The same by a thread that ends now, whose code may be the library's: that goes last.
kernel::status drop_library_at_thread_end(HMODULE module);

/// Whether a module has that handle.
bool is_module(HMODULE module);

}  // namespace mapview::win32
