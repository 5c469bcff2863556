// kernel/priority.hpp - how much a process gives way to others.
// SPDX-License-Identifier: MIT
#pragma once

#include "kernel/status.hpp"

#include <sys/types.h>

namespace mapview::kernel {

/// The nice value of a process's first thread: -20, first of all, to 19. invalid_parameter where
/// there is no such process.
status get_nice(pid_t process, int& nice) noexcept;

/// Of all its threads. access_denied where it is somebody else's, privilege_not_held where the user
/// may not give it so much (RLIMIT_NICE).
status set_nice(pid_t process, int nice);

}  // namespace mapview::kernel
