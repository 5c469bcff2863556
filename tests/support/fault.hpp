// support/fault.hpp - a role that touches memory which it may not.
// SPDX-License-Identifier: MIT
#pragma once

namespace test {

/// From here on a memory fault ends this process at once: no debugger, no report, no core file.
void die_of_faults() noexcept;

/// Whether that is what child_process::wait() tells of.
bool died_of_fault(int exit_code) noexcept;

}  // namespace test
