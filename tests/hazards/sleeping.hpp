// hazards/sleeping.hpp - whether a process sleeps.
// SPDX-License-Identifier: MIT
#pragma once

#include <sys/syscall.h>
#include <sys/types.h>

#include <fstream>
#include <string>

#ifndef SYS_futex_waitv
#define SYS_futex_waitv 449
#endif

namespace test {

/// Whether the process sleeps in a futex call: what /proc/<pid>/syscall begins with.
inline bool is_asleep(pid_t process) {
    std::ifstream in("/proc/" + std::to_string(process) + "/syscall");
    long call = -1;
    return in >> call && (call == SYS_futex || call == SYS_futex_waitv);
}

}  // namespace test
