// inspect/waitable_info.hpp - the state of an event, a mutex, a semaphore or a timer, for the list.
// SPDX-License-Identifier: MIT
#pragma once

#include <mapview/object_list.hpp>

#include "kernel/wait_kind.hpp"

#include <sys/types.h>

#include <optional>
#include <string>

namespace mapview {

/// `path` leads to the object's memory. Nothing where it is gone meanwhile.
std::optional<waitable_info> look_at(const std::string& path, kernel::wait_kind kind);

/// A process's name, as the kernel has it; empty where it is gone.
std::string program_of(pid_t pid);

}  // namespace mapview
