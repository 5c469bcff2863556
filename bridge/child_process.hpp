// bridge/child_process.hpp - a child that does not outlive its object.
// SPDX-License-Identifier: MIT
#pragma once

#include <sys/types.h>
#include <sys/wait.h>

#include <cerrno>
#include <csignal>
#include <utility>

namespace mapview::bridge {

/// Killed, and waited for, with its object: no try leaves a zombie behind.
class child_process {
  public:
    child_process() = default;
    explicit child_process(pid_t pid) noexcept : pid_(pid) {}
    child_process(child_process&& other) noexcept : pid_(std::exchange(other.pid_, -1)) {}
    child_process& operator=(child_process&& other) noexcept {
        std::swap(pid_, other.pid_);
        return *this;
    }
    ~child_process() {
        if (pid_ < 0) return;
        kill();
        while (::waitpid(pid_, nullptr, 0) < 0 && errno == EINTR) {
        }
    }

    pid_t pid() const noexcept { return pid_; }
    void kill() const noexcept { ::kill(pid_, SIGKILL); }

  private:
    pid_t pid_ = -1;
};

}  // namespace mapview::bridge
