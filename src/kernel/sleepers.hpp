// kernel/sleepers.hpp - who may sleep on an object, and how many of them a release wakes.
// SPDX-License-Identifier: MIT
#pragma once

#include "kernel/deadline.hpp"
#include "kernel/robust_list.hpp"

#include <cstdint>

namespace mapview::kernel {

/// A release wakes one sleeper. Should that one die before it looks, the kernel wakes another,
/// if the object is the one that the sleeper has pending: of several objects only one can be.
/// Threads do not die alone, so that is enough while all who sleep on several objects are threads
/// of one process. An object where it is not so is frail: its releases wake all, and sleeps on it
/// are cut in slices, for the case that releaser and sleeper die at once. Frail is for good.
bool is_frail(const wait_cell* cell) noexcept;

/// Notes that this process is about to sleep on the object, alone or among several.
/// Returns whether sleeps on it must be cut in slices.
bool announce(const thread_record& self, const waitable& object, bool among_several) noexcept;

/// The longest sleep on a frail object.
deadline end_of_slice() noexcept;

/// Wakes one sleeper, or as many as it takes. Returns how many there were.
int wake(const waitable& object, int count = 1) noexcept;
int wake_all(const waitable& object) noexcept;

/// After a wake that found nobody: takes the waiters' bit away, so that the next release need not
/// ask the kernel. Whoever fell asleep meanwhile is woken right after (W4).
void clear_waiters(const waitable& object) noexcept;

/// Wakes one; where there is none, clears the bit.
inline void wake_or_clear(const waitable& object, int count = 1) noexcept {
    if (wake(object, count) == 0) clear_waiters(object);
}

/// Passes on a wake-up that this thread may have got for an object which it does not take (W3).
void hand_over(thread_record& self, const waitable& object, std::uint32_t generation) noexcept;

/// Waits, without sleeping on the word, until no thread is in the midst of taking the object
/// together with others: microseconds, or until the kernel has buried that thread.
void wait_out_commit(const waitable& object) noexcept;

}  // namespace mapview::kernel
