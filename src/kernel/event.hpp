// kernel/event.hpp - setting and resetting events.
// SPDX-License-Identifier: MIT
#pragma once

#include "kernel/wait_cell.hpp"

namespace mapview::kernel {

/// Sets an event: a manual-reset one for all until it is reset, an auto-reset one for one wait.
void set_event(const waitable& event) noexcept;

/// Releases those who sleep now, all or one of them, and leaves the event reset.
void pulse_event(const waitable& event) noexcept;

/// Whom an earlier set has released stays so.
void reset_event(const waitable& event) noexcept;

}  // namespace mapview::kernel
