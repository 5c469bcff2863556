// kernel/inherited_files.hpp - the files that came into this process through exec.
// SPDX-License-Identifier: MIT
#pragma once

namespace mapview::kernel {

/// True where the file that `number` is now was open, under this number, when the library was
/// loaded. What the program has opened itself since is no handle, even where it has the number of
/// one that was closed.
bool came_through_exec(int number) noexcept;

}  // namespace mapview::kernel
