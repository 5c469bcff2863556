// kernel/file_sharing.hpp - who uses a file, and what he lets others do with it.
// SPDX-License-Identifier: MIT
//
// Linux has no share modes. What a handle does, what it denies to others, and that a section has
// the file mapped, is told by OFD locks on bytes far behind any file's end: the kernel drops them
// with the last descriptor and, for a section, the last view. Nobody waits for such a lock; who
// opens sets his own and asks for those of others. Programs that do not use this library neither
// set nor see them, nor does a handle that has no access to the data.
#pragma once

#include "kernel/protection.hpp"
#include "kernel/status.hpp"

namespace mapview::kernel {

/// What a handle lets others do while it is open.
struct share_mode {
    bool read = false;
    bool write = false;
    bool remove = false;
};

/// Enters a fresh description of a file among its users, until it is closed. sharing_violation
/// where it denies what another does, or does what another denies. Of two that open at the same
/// instant and deny each other, both may get that.
status enter_users(int file, rights granted, share_mode allowed) noexcept;

/// Whether a description, of which `file` is a copy, has entered. False for what has no access to
/// the data, and where locks cannot be had.
bool is_used(int file) noexcept;

/// Whether somebody denies removal: sharing_violation; or has the file mapped: access_denied.
status may_be_removed(int file) noexcept;

/// Marks a fresh readable description of a file as that of a section, until it is closed and no
/// view is left. user_mapped_file where somebody is just cutting the file off.
status enter_mapped(int file) noexcept;

/// Keeps sections from being made of a file while it is cut off.
class shrinking {
  public:
    /// `file` must be writable.
    explicit shrinking(int file) noexcept;
    shrinking(const shrinking&) = delete;
    shrinking& operator=(const shrinking&) = delete;
    ~shrinking();

    /// False where a section has the file, or a view.
    bool allowed() const noexcept { return allowed_; }

  private:
    int file_;
    bool locked_ = false;
    bool allowed_ = false;
};

}  // namespace mapview::kernel
