// kernel/object_name.hpp - from the name that a program gives to the folder that stands for it.
// SPDX-License-Identifier: MIT
#pragma once

#include "kernel/status.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace mapview::kernel {

enum class name_space { local, global };

/// The longest name that NT accepts, in UTF-16 units.
inline constexpr std::size_t longest_name = 32766;

/// A name without its prefix, in two spellings. The folder's is what a file system can hold: UTF-8
/// (lone surrogates encoded like other characters) in which `/`, `%`, control characters and a
/// leading `.` are written %XX; a name too long for a folder ends in `%#` and a hash instead.
struct object_name {
    name_space space = name_space::local;
    std::string folder;
    std::string whole;  ///< the %XX spelling in full, where the folder's name is cut; else empty
};

/// Reads a name that is not empty. Each prefix `Local\` and `Global\` leads into that name space,
/// the last one counts. Statuses: bad_path (a leading backslash), invalid_name (nothing behind a
/// prefix), path_not_found (any other backslash), invalid_handle (a prefix alone), name_too_long.
status parse_object_name(std::u16string_view text, object_name& name);

/// What the program called it, from the spelling of `object_name`.
std::string unescape(std::string_view spelling);

}  // namespace mapview::kernel
