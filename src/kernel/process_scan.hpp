// kernel/process_scan.hpp - every descriptor of every process that lets us look.
// SPDX-License-Identifier: MIT
#pragma once

#include <sys/types.h>

#include <functional>
#include <string_view>

namespace mapview::kernel {

struct seen_descriptor {
    pid_t pid = 0;  ///< of the process, or of a thread of it where the first one has ended
    int fd = -1;
    std::string_view target;  ///< what readlink says of it
};

/// Returns true to end the scan.
using visitor = std::function<bool(const seen_descriptor&)>;

/// Slow, some 4 µs a descriptor: the last resort where all
/// links of an object are dead and its lock says that somebody holds it.
void scan_processes(int proc, const visitor& visit);

/// The same for this process.
void scan_own_process(int proc, const visitor& visit);

}  // namespace mapview::kernel
