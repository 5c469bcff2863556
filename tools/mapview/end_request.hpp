// end_request.hpp - waits until the user wants a command to end.
// SPDX-License-Identifier: MIT
#pragma once

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

  private:
    sigset_t signals_;
    bool on_terminal_;
};

}  // namespace tool
