// hazards/kill_along.hpp - kills a process at points all along an operation.
// SPDX-License-Identifier: MIT
#pragma once

#include <sys/types.h>

#include <functional>

namespace test {

/// What is done with an operation at each point.
struct killing {
    /// Makes the objects as they shall be.
    std::function<void()> reset = [] {};
    /// In the process that dies: what comes before the first instruction that counts.
    std::function<void()> prepare = [] {};
    std::function<void()> operation;
    /// When the process stands before the operation, and its number.
    std::function<void(pid_t)> before = [](pid_t) {};
    /// After its death: looks at the objects. Told whether the operation was complete.
    std::function<void(bool)> check;
};

/// Executes the operation once, and then again and again up to an instruction at which the process
/// is killed. Each point takes a process and all steps up to it, so by default 10 to 40 points are
/// tried; MAPVIEW_POINTS says how many, and more than there are instructions tries all.
void kill_along(const killing& what);

/// Calls `body` in a process of its own, with an object directory of its own and without spinning;
/// lets it take its time.
void in_child_to_kill_along(const std::function<void()>& body);

}  // namespace test
