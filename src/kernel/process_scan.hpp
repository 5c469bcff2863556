// kernel/process_scan.hpp - every descriptor of every process that lets us look.
// SPDX-License-Identifier: MIT
#pragma once

#include <sys/types.h>

#include <functional>
#include <string_view>

namespace mapview::kernel {

struct seen_descriptor {
    pid_t pid = 0;
    int fd = -1;
    std::string_view target;  ///< what readlink says of it
};

/// Visits them until `visit` returns true. Slow, some 4 µs a descriptor: the last resort where all
/// links of an object are dead and its lock says that somebody holds it.
void scan_processes(int proc, const std::function<bool(const seen_descriptor&)>& visit);

/// The same for one process.
void scan_process(int proc, pid_t pid, const std::function<bool(const seen_descriptor&)>& visit);

}  // namespace mapview::kernel
