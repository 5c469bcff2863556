// kernel/pidfd.hpp - a process as a descriptor, which never comes to mean another one.
// SPDX-License-Identifier: MIT
#pragma once

#include "kernel/descriptor.hpp"

#include <sys/types.h>

#include <string_view>

namespace mapview::kernel {

/// Empty, with errno, on failure: ESRCH says that no process has this number.
descriptor open_pidfd(pid_t process) noexcept;

/// Whether the process has ended, with all its threads.
bool has_ended(int pidfd) noexcept;

/// What readlink says of a pidfd.
bool is_pidfd(std::string_view target) noexcept;

}  // namespace mapview::kernel
