// win32/module_list.hpp - the program and the libraries in it.
// SPDX-License-Identifier: MIT
#pragma once

#include <windows.h>

#include <string>
#include <string_view>
#include <vector>

namespace mapview::win32 {

/// A module's handle is the address where its file begins in memory.
HMODULE program_module() noexcept;

/// kernel32 and its kin, which are this library, whether it is a file of its own or a part of the
/// program: so the handle is an address of nothing else.
HMODULE system_module() noexcept;

/// The module that has the address; null where none does.
HMODULE module_at(const void* address) noexcept;

/// The module of that name or path (UTF-8, with `/`), as far as it is in memory; null otherwise. A
/// path without a library's suffix means the first of its files that is there, loaded or not.
HMODULE find_module(std::string_view name);

/// Empty where there is no such module.
std::string path_of_module(HMODULE module);

/// The files that a program may mean by a library's name, with the path that the name has.
std::vector<std::string> files_of_library(std::string_view name);

/// The first of them that is a file, whatever it is; empty where none is.
std::string file_of_library(std::string_view name);

}  // namespace mapview::win32
