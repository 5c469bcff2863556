// kernel/sleep_step.hpp - what a waiter does between its last look and its sleep.
// SPDX-License-Identifier: MIT
#pragma once

#include "kernel/futex.hpp"
#include "kernel/take.hpp"
#include "kernel/wait.hpp"

#include <array>
#include <cstdint>
#include <span>

namespace mapview::kernel {

/// The `value` at the beginning of a wait on a manual-reset event, whose generation counts.
inline std::uint32_t generation_of(const waitable& object) noexcept {
    return object.kind == wait_kind::manual_event ? object.load().value : 0;
}

/// A clock time for a Win32 time-out other than 0.
inline deadline deadline_of(std::uint32_t milliseconds) noexcept {
    return milliseconds == endless ? deadline::never()
                                   : deadline::after(std::int64_t{milliseconds} * 1'000'000);
}

/// How a wait ends that tried to take an object and did not come away empty-handed.
constexpr wait_result result_of(taken how, std::size_t index = 0) noexcept {
    using end = wait_result::end;
    const auto at = static_cast<std::uint8_t>(index);
    switch (how) {
        case taken::yes: return {end::satisfied, at};
        case taken::yes_abandoned: return {end::abandoned, at};
        case taken::too_many: return {end::failed, at, status::no_system_resources};
        case taken::too_often: return {end::failed, at, status::mutant_limit};
        case taken::no: break;
    }
    return {end::timed_out, at};
}

/// The places that a thread is about to sleep on, and the time until which it may. At most two
/// places for an object: a manual-reset event has its generation besides.
class bed {
  public:
    /// Sees to it that the object's waiters' bit is set while the object cannot be had (W1), and
    /// adds its places; of a timer adds the time (W8). False where it can be had: look again.
    bool prepare(const thread_record& self, const waitable& object, std::uint32_t generation,
                 bool among_several) noexcept;

    /// Adds a place that is no object's.
    void add(const sleeping_place& place) noexcept { places_[count_++] = place; }

    /// Sleeps, until the first timer expires at most; true where the wait's time is over.
    bool sleep(deadline until) noexcept;

    void clear() noexcept {
        count_ = 0;
        frail_ = false;
        first_expiry_ = deadline::never();
    }

  private:
    std::size_t count_ = 0;
    bool frail_ = false;
    deadline first_expiry_ = deadline::never();
    std::int64_t slice_ = 0;
    std::array<sleeping_place, most_places> places_;
};

static_assert(2 * most_waitables <= most_places);

}  // namespace mapview::kernel
