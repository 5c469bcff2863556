// crt/command.hpp - what system() runs.
// SPDX-License-Identifier: MIT
#pragma once

namespace mapview::crt {

/// Returns the exit status, or -1 where the command was ended by a signal or could not be started.
int run_command(const char* command);

}  // namespace mapview::crt
