// hazards/stepper.hpp - runs a process from one system call, or instruction, to the next.
// SPDX-License-Identifier: MIT
#pragma once

#include <sys/types.h>

#include <functional>
#include <string>

namespace test {

/// A process that prepares itself, performs an operation and then waits to be killed. The operation
/// is stepped through by ptrace: each system call makes two stops, before and after it.
class stepper {
  public:
    stepper(const std::function<void()>& prepare, const std::function<void()>& operation);
    stepper(const stepper&) = delete;
    stepper& operator=(const stepper&) = delete;
    ~stepper();

    /// Goes to the next stop; false where the operation is complete.
    bool step();

    /// Executes one instruction; false where the operation is complete.
    bool step_instruction();

    /// Goes on to the end of the operation.
    void finish();

    /// SIGKILL, at the very place where it stands; returns when the process is gone.
    void kill();

    /// Where it stands: "before openat", "after close" by number.
    std::string place() const;

    pid_t id() const noexcept { return id_; }

  private:
    pid_t id_ = -1;
    bool complete_ = false;
};

/// Why processes cannot be stepped here; empty where they can.
std::string why_no_stepping();

}  // namespace test
