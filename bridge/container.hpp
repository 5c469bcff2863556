// bridge/container.hpp - the namespaces in which a program runs.
// SPDX-License-Identifier: MIT
#pragma once

#include "bridge/descriptor.hpp"

#include <sys/types.h>

#include <string>

namespace mapview::bridge {

/// A container that this user made, bubblewrap's for instance, may be entered by this user: he owns
/// its user namespace.
class container {
  public:
    /// Where the program runs in our own namespaces this is nothing. Throws failure where they may
    /// not be looked at.
    explicit container(pid_t program);

    explicit operator bool() const noexcept { return bool(mounts_); }

    /// Whether processes have other numbers inside.
    bool has_own_processes() const noexcept { return bool(processes_); }

    /// Whether the program has this very file under the same path.
    bool shows(const std::string& path) const;

    /// Takes the calling process there; its children, that is, where processes are numbered anew.
    /// For a process with one thread. Makes system calls only; false where one fails.
    bool enter() const noexcept;

  private:
    pid_t program_;
    descriptor mounts_;        ///< none: it is no container
    descriptor mounts_owner_;  ///< the user namespace that may change the mounts; none: ours
    descriptor users_;         ///< none: that same one
    descriptor processes_;     ///< none: ours
    descriptor root_;
};

}  // namespace mapview::bridge
