// kernel/fork_guard.hpp - keeps fork() away from half-made handles.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

namespace mapview::kernel {

/// While one lives, fork() in another thread waits. So a forked child finds every table whole, and
/// no descriptor of a call in transit, which no table would know, comes to life in it and keeps
/// a name. Every entry into the kernel part holds exactly one; they do not nest.
class fork_guard {
  public:
    fork_guard() noexcept;
    ~fork_guard();
    fork_guard(const fork_guard&) = delete;
    fork_guard& operator=(const fork_guard&) = delete;
};

/// While one lives, no other thread is in the kernel part: for the start of a program, which gets
/// copies of all that is inheritable, and shall get no half-made handle.
class start_guard {
  public:
    start_guard() noexcept;
    ~start_guard();
    start_guard(const start_guard&) = delete;
    start_guard& operator=(const start_guard&) = delete;
};

/// The number of forks that this process and its forefathers made. A handle born under another
/// number may have a copy in another process.
std::uint64_t fork_count() noexcept;

}  // namespace mapview::kernel
