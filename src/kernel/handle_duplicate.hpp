// kernel/handle_duplicate.hpp - another handle to the same object, here or in another process.
// SPDX-License-Identifier: MIT
#pragma once

#include "kernel/protection.hpp"
#include "kernel/status.hpp"

#include <optional>

namespace mapview::kernel {

/// `granted`: nothing means those of the source. Of a file a duplicate has no more than its source.
struct duplicate_request {
    int number = -1;
    std::optional<rights> granted = std::nullopt;
    bool inheritable = false;
};

/// Each of these holds the fork_guard.
status duplicate_handle(const duplicate_request& request, int& duplicate);

/// The handle of a process that runs, by a handle of it that has the rights `needed`. The duplicate
/// has the same rights. Statuses: access_denied (the process has ended, or may not be looked into);
/// not_supported (a handle that the other one got from another process itself, or whose name lives
/// under another root).
status duplicate_from(int process, rights needed, int number, int& duplicate);

/// Gives a process that runs a handle, and tells the number that it has there. Statuses:
/// access_denied (the process has ended, or is of another user), and what connect_to_inbox says.
status duplicate_into(int process, rights needed, const duplicate_request& request, int& number);

}  // namespace mapview::kernel
