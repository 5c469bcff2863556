// standard_descriptors.hpp - keeps 0, 1 and 2 from becoming something else.
// SPDX-License-Identifier: MIT
#pragma once

namespace tool {

/// Where the caller closed one of the three standard descriptors, the next file opened would get
/// its number, and a message could end up in a section. Afterwards each of the three is what it
/// was, or one that behaves as if it were closed, also to programs that this one executes.
void reserve_standard_descriptors() noexcept;

}  // namespace tool
