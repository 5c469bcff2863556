// copy_in.hpp - fills a section from a file.
// SPDX-License-Identifier: MIT
#pragma once

#include "input.hpp"
#include "section_part.hpp"

#include <mapview/section.hpp>

#include <string>

namespace tool {

/// Copies the whole of a file into a part of a section and returns the number of bytes; shows the
/// progress on a terminal. Throws failure for one that does not fit: at once where its size is
/// known, after what fits has been copied where it is not. Errors name the `action`.
std::uint64_t copy_in(input& source, const mapview::section& section, section_part part,
                      const std::string& action);

/// Throws failure where the source is known to be longer than the room for it.
void check_fit(const input& source, std::uint64_t room, const std::string& action);

}  // namespace tool
