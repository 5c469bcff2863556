// end_request.hpp - waits until the user wants a command to end.
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <csignal>

namespace tool {

/// Enter on a terminal, SIGINT or SIGTERM. Signals that the parent ignores, as a shell does for
/// SIGINT in the background, stay ignored; the end of an input that is no terminal means nothing.
class end_request {
  public:
    /// From here on SIGINT and SIGTERM no longer end the process: they are kept for wait().
    end_request();

    /// Whether Enter will do.
    bool on_terminal() const noexcept { return on_terminal_; }

    void wait() const;

    /// The same, but waits no longer than this; true where the user wants to end.
    bool wait_for(std::chrono::milliseconds most) const;

  private:
    sigset_t signals_;
    bool on_terminal_;
};

}  // namespace tool
