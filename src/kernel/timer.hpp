// kernel/timer.hpp - waitable timers.
// SPDX-License-Identifier: MIT
//
// Nobody fires a timer: whether it is signaled follows from its schedule and the clock, and who
// waits for it sleeps until it is due. The page has two schedules (timer_slot); `value` says which
// one counts and which expiry is the next that signals. So it changes, as with other kinds, in one
// step: by who takes an expiry, and by who sets the timer anew.
//
// Sleepers sleep on `value`, and compare it. Who sets the timer reserves it first, as a wait for
// all does, and so that `value` changes; then wakes all, who wait until it is free again. So
// nothing is left to do once the new schedule counts (W8).
#pragma once

#include "kernel/deadline.hpp"
#include "kernel/robust_list.hpp"
#include "kernel/status.hpp"
#include "kernel/taken.hpp"
#include "kernel/wait_cell.hpp"

#include <cstdint>

namespace mapview::kernel {

/// Bits of a timer's `value`. All zeros are a timer that was never set.
namespace timer_bit {
/// Which slot counts.
inline constexpr std::uint32_t slot = 0x80000000;
/// How often the timer was reserved or the slot changed: a schedule that was read belongs to a
/// state whose bits here are the same before and after.
inline constexpr std::uint32_t change = 0x7FFF0000;
inline constexpr std::uint32_t one_change = 0x00010000;
/// The next expiry that signals, counted from 1 at the time that the slot says; 0: none.
inline constexpr std::uint32_t expiry = 0x0000FFFF;
}  // namespace timer_bit

/// Nanoseconds of monotonic_now(): the first expiry, and from one to the next; 0: there is but one.
struct timer_schedule {
    std::int64_t due = 0;
    std::int64_t period = 0;
};

/// The longest period: 2^31 - 1 milliseconds.
inline constexpr std::int64_t longest_period = std::int64_t{0x7FFFFFFF} * 1'000'000;

/// Begins a new schedule: the timer is not signaled until it is due. no_system_resources where this
/// thread owns as many mutexes as the kernel can bury.
status set_timer(const waitable& timer, timer_schedule schedule) noexcept;

/// No expiry comes any more. A signaled timer stays so. Statuses: those of set_timer.
status cancel_timer(const waitable& timer) noexcept;

/// Takes an expiry of an auto-reset timer; those that were missed are one. A manual-reset one stays
/// signaled. `keeps_pending`: as for take_mutex.
taken take_timer(thread_record& self, const waitable& timer, bool keeps_pending) noexcept;

/// The `value` of an auto-reset timer after an expiry has been taken. The calling thread has it
/// reserved, for this may write a slot.
std::uint32_t value_after_expiry(const waitable& timer, std::uint32_t value) noexcept;

/// When the timer, which is not signaled, will be. `seen` becomes the state that this is true of.
deadline next_expiry(const waitable& timer, wait_state& seen) noexcept;

/// A timer as it stood at the moment of the look.
struct timer_facts {
    bool signaled = false;
    std::int64_t next = 0;    ///< until the next expiry, in nanoseconds; 0: none comes
    std::int64_t period = 0;  ///< in nanoseconds; 0: that one is the last, or none comes
};
timer_facts look_at_timer(const waitable& timer) noexcept;

}  // namespace mapview::kernel
