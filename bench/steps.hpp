// bench/steps.hpp - the system calls of which a path is made, as this process makes them.
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <vector>

namespace bench {

/// One system call. What lies between two of them is the program's own time, page faults included.
struct step {
    const char* call;
    const char* detail;  ///< tells one call of a kind from another
    int error;           ///< 0 where it succeeded
    std::chrono::steady_clock::time_point begin;
    std::chrono::steady_clock::time_point end;
};

/// "fcntl F_OFD_SETLK", "openat: ENOENT"
std::string describe(const step& step);

/// Runs `path` and returns its system calls in order. The program that links this sees its own
/// calls, and those of every library that it links, go through steps.cpp.
std::vector<step> record_steps(const std::function<void()>& path);

}  // namespace bench
