// bench/waits/child.hpp - a forked process that takes part in a measurement.
// SPDX-License-Identifier: MIT
#pragma once

#include <functional>

#include <sys/types.h>

namespace bench {

/// Has a copy of all that this process has, and ends with this object, or with this process. Where
/// its part fails it says why on standard error, and ends this process by SIGTERM, which may be
/// asleep until the child does its part.
class child {
  public:
    /// `part` goes on until the child is ended.
    explicit child(const std::function<void()>& part);
    child(const child&) = delete;
    child& operator=(const child&) = delete;
    ~child();

    /// kill -9, without waiting for the process to be gone.
    void kill() const;

  private:
    pid_t id_;
};

}  // namespace bench
