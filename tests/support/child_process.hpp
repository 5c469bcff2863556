// support/child_process.hpp - the test program once more, as a process of its own.
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace test {

/// The longest that a test waits for anything; generous, because machines with sanitizers and
/// other work are slow.
inline constexpr std::chrono::seconds patience{30};

/// A process that plays one of this program's roles (see role.hpp) and talks with the test in
/// lines. Everything throws std::runtime_error where the child does not play along.
class child_process {
  public:
    explicit child_process(const std::string& role, const std::vector<std::string>& arguments = {});
    child_process(child_process&&) noexcept;
    child_process& operator=(child_process&&) noexcept;
    ~child_process();  ///< kills it where it still runs

    /// Sends a line to the child.
    void say(std::string_view line);

    /// The next line from the child. Fails where it ends without one, or lets us wait too long.
    std::string hear();

    /// Ends the child at once, with no chance to run a line of its own, and returns when the system
    /// has taken back all it had: SIGKILL, or TerminateProcess.
    void kill();

    /// Closes the child's input, waits for its end and returns its exit code; -1 where a signal
    /// ended it.
    int wait();

    /// The process id.
    long id() const noexcept;

  private:
    struct process;
    std::unique_ptr<process> process_;
};

}  // namespace test
