// hazards/forked.hpp - parts of a test that run in a process of their own.
// SPDX-License-Identifier: MIT
//
// The test process itself never calls the library: each forked process is a first-time user of it,
// in whatever surroundings it builds for itself.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <functional>

namespace test {

/// Lets one process wait for another: made before the fork, known to both.
class gate {
  public:
    gate();
    gate(const gate&) = delete;
    gate& operator=(const gate&) = delete;
    ~gate();

    /// Lets one who waits, or will wait, pass.
    void open();

    /// Waits until the gate is opened; false where that takes longer than test::patience.
    bool pass();

  private:
    int ends_[2];
};

/// A process that runs `body`. Checks in it count: should one fail, its text is shown and the exit
/// code is 1. Killed with its object where it still runs.
class forked {
  public:
    explicit forked(const std::function<void()>& body);
    forked(forked&& other) noexcept;
    forked& operator=(forked&& other) noexcept;
    ~forked();

    pid_t id() const noexcept { return id_; }

    /// Waits for the end: true where every check held. Kills what takes too long, and says so.
    bool passed(std::chrono::seconds limit = usual_limit);

    static constexpr std::chrono::seconds usual_limit{60};

    /// Whether it has come to its end, and passed() would not wait.
    bool has_ended() const;

    /// SIGKILL; returns when the process is gone with all it had.
    void kill();

    void stop();   ///< SIGSTOP; returns when it has stopped
    void go_on();  ///< SIGCONT

  private:
    pid_t id_ = -1;
};

/// Runs `body` in a process of its own, now, and checks that every check in it held.
void in_child(const std::function<void()>& body, std::chrono::seconds limit = forked::usual_limit);

/// The same, as the first process of a pid namespace of its own with a /proc that shows it.
void in_pid_namespace(const std::function<void()>& body);

}  // namespace test
