// kernel/control_signals.hpp - the signals that a terminal sends, as events of a console.
// SPDX-License-Identifier: MIT
//
// Only a program that asks for it has a signal handler: one that does nothing but wake a thread,
// which was started for that and has the program's handlers called, each time by a new thread. No
// other thread's signal mask matters or changes. A forked child has such a thread as well.
#pragma once

#include "kernel/status.hpp"

#include <cstdint>

namespace mapview::kernel {

/// Returns whether it has dealt with the event: 0 interrupt (SIGINT), 1 break (SIGQUIT), 2 close
/// (SIGHUP), 6 shutdown (SIGTERM).
using control_handler = std::int32_t (*)(std::uint32_t event);

/// The last one is asked first. After an event that none of them has dealt with the signal does
/// what it did before the first was added, after close and shutdown in any case. A signal that is
/// ignored stays so. not_enough_memory: no thread.
status add_control_handler(control_handler handler);

/// invalid_parameter where it is not there. With the last one the signals are as they were.
status remove_control_handler(control_handler handler);

/// Whether SIGINT is ignored, by this process and those that it starts.
void ignore_interrupts(bool ignored);

/// Sends interrupt or break to a group of processes, 0: the own one. Statuses: invalid_parameter
/// (another event; no such group), access_denied.
status send_control_event(std::uint32_t event, std::uint32_t group);

}  // namespace mapview::kernel
