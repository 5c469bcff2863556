// kernel/wait_kind.hpp - the kinds of objects that can be waited on.
// SPDX-License-Identifier: MIT
#pragma once

#include "kernel/protection.hpp"

#include <cstdint>
#include <optional>
#include <string_view>

namespace mapview::kernel {

enum class wait_kind : std::uint8_t {
    auto_event,
    manual_event,
    mutex,
    semaphore,
    thread,
    auto_timer,
    manual_timer,
};

/// A kind's type as the object directory keeps it: "event-auto", "event-manual", "mutex",
/// "semaphore", "thread", "timer-auto", "timer-manual"; and back.
std::string_view type_of_waitable(wait_kind kind) noexcept;
std::optional<wait_kind> waitable_of_type(std::string_view type) noexcept;

constexpr bool is_event(wait_kind kind) noexcept {
    return kind == wait_kind::auto_event || kind == wait_kind::manual_event;
}

constexpr bool is_timer(wait_kind kind) noexcept {
    return kind == wait_kind::auto_timer || kind == wait_kind::manual_timer;
}

/// What waits take nothing from: who sleeps on it is released together.
constexpr bool releases_all(wait_kind kind) noexcept {
    return kind == wait_kind::manual_event || kind == wait_kind::thread;
}

/// What OpenEvent may open is an event of either kind, and so with timers.
constexpr bool same_family(wait_kind a, wait_kind b) noexcept {
    return a == b || (is_event(a) && is_event(b)) || (is_timer(a) && is_timer(b));
}

/// Rights to a waitable object; the values are those of the EVENT_, MUTANT_, SEMAPHORE_ and
/// TIMER_ constants. https://learn.microsoft.com/windows/win32/sync/synchronization-object-security-and-access-rights
namespace right {
inline constexpr rights query_state = 0x01;
inline constexpr rights modify_state = 0x02;  ///< a mutex has none
inline constexpr rights synchronize = 0x100000;
inline constexpr rights all_of_thread = standard | synchronize | 0xFFFF;
inline constexpr rights all_of_process = standard | synchronize | 0xFFFF;
}  // namespace right

/// EVENT_ALL_ACCESS, MUTEX_ALL_ACCESS, SEMAPHORE_ALL_ACCESS, THREAD_ALL_ACCESS, TIMER_ALL_ACCESS.
constexpr rights rights_to_all(wait_kind kind) noexcept {
    if (kind == wait_kind::thread) return right::all_of_thread;
    return right::standard | right::synchronize | right::query_state |
           (kind == wait_kind::mutex ? 0 : right::modify_state);
}

}  // namespace mapview::kernel
