// kernel/program_file.hpp - files that the program has opened itself, as handles.
// SPDX-License-Identifier: MIT
#pragma once

#include "kernel/status.hpp"

namespace mapview::kernel {

/// Makes the descriptor a handle, whose number is its own; one that it is already stays unless
/// another file is there now: then the program has closed the first.
/// invalid_handle for what is no file, device or pipe.
status enter_program_file(int descriptor);

/// The descriptor of a handle to a file; -1 where there is none.
int descriptor_of_file(int number);

}  // namespace mapview::kernel
