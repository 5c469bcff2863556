// object_columns.hpp - what ls and stat show of an object, as text and as JSON.
// SPDX-License-Identifier: MIT
#pragma once

#include <mapview/object_list.hpp>

#include <string>
#include <vector>

namespace tool {

/// A table with a heading; nothing where there are no objects.
std::string as_table(const std::vector<mapview::object_info>& objects);

/// A line for each property of one object.
std::string as_lines(const mapview::object_info& object);

/// An array of objects, and one object. All ASCII, so that no name can harm a terminal; what is not
/// UTF-8 in a name is replaced by U+FFFD.
std::string as_json(const std::vector<mapview::object_info>& objects);
std::string as_json(const mapview::object_info& object);

/// The columns and their meaning, for --help.
std::string table_help();
std::string lines_help();

}  // namespace tool
