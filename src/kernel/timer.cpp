// SPDX-License-Identifier: MIT
#include "kernel/timer.hpp"

#include "kernel/futex.hpp"
#include "kernel/sleepers.hpp"

#include <algorithm>
#include <limits>

namespace mapview::kernel {
namespace {

constexpr std::int64_t no_time = std::numeric_limits<std::int64_t>::max();

constexpr std::size_t slot_of(std::uint32_t value) noexcept {
    return (value & timer_bit::slot) != 0 ? 1 : 0;
}

constexpr std::uint32_t expiry_of(std::uint32_t value) noexcept {
    return value & timer_bit::expiry;
}

constexpr std::uint32_t changed(std::uint32_t value) noexcept {
    return (value & ~timer_bit::change) | ((value + timer_bit::one_change) & timer_bit::change);
}

// The first expiry of the other slot.
constexpr std::uint32_t other_slot(std::uint32_t value) noexcept {
    return ((changed(value) ^ timer_bit::slot) & ~timer_bit::expiry) | 1;
}

// A peer may have written anything: times are such that what follows does not overflow.
timer_schedule read(timer_slot& slot) noexcept {
    const std::int64_t due = slot.due.load(std::memory_order_acquire);
    const std::int64_t period = slot.period.load(std::memory_order_acquire);
    return {std::max<std::int64_t>(due, 0), period < 0 || period > longest_period ? 0 : period};
}

// Released, so that whoever reads this finds, when he looks at the state again, that it has left
// the slot.
void write(timer_slot& slot, timer_schedule schedule) noexcept {
    slot.due.store(schedule.due, std::memory_order_release);
    slot.period.store(schedule.period, std::memory_order_release);
}

// The schedule that counts in this state.
timer_schedule schedule_of(const waitable& timer, wait_state& seen) noexcept {
    constexpr std::uint32_t same = timer_bit::slot | timer_bit::change;
    for (;;) {
        const timer_schedule schedule = read(timer.cell->slot(slot_of(seen.value)));
        const wait_state now = timer.load();
        if (((now.value ^ seen.value) & same) == 0) return schedule;
        seen = now;
    }
}

// The same, of a state in which nobody has the timer reserved. What is seen while somebody has must
// not be slept on: he may have woken all already.
timer_schedule settled_schedule(const waitable& timer, wait_state& seen) noexcept {
    for (;;) {
        const timer_schedule schedule = schedule_of(timer, seen);
        if (seen.thread() == 0) return schedule;
        wait_out_commit(timer);
        seen = timer.load();
    }
}

std::int64_t time_of(timer_schedule schedule, std::uint32_t expiry) noexcept {
    if (expiry == 0) return no_time;
    std::int64_t time = 0;
    return __builtin_mul_overflow(schedule.period, std::int64_t{expiry} - 1, &time) ||
                   __builtin_add_overflow(time, schedule.due, &time)
               ? no_time
               : time;
}

// Of a schedule with a period: how many of them have passed since the first expiry.
std::int64_t periods_passed(timer_schedule schedule, std::int64_t now) noexcept {
    return std::max<std::int64_t>(now - schedule.due, 0) / schedule.period;
}

// The timer is this thread's alone until put_back(). False where the thread owns too many mutexes.
bool reserve(thread_record& self, const waitable& timer, bool keeps_pending,
             std::uint32_t& value) noexcept {
    if (self.nodes >= most_nodes) return false;
    wait_state seen = timer.load();
    for (;;) {
        if (seen.thread() != 0) {
            wait_out_commit(timer);
            seen = timer.load();
            continue;
        }
        value = changed(seen.value);
        set_pending(self, timer.cell);
        if (timer.change(seen, {self.id, value})) break;
        if (!keeps_pending) clear_pending(self);
    }
    link(self, timer.cell);
    if (!keeps_pending) clear_pending(self);
    return true;
}

void put_back(thread_record& self, const waitable& timer, bool keeps_pending,
              std::uint32_t value) noexcept {
    set_pending(self, timer.cell);
    unlink(self, timer.cell);
    timer.state().store({0, value}, std::memory_order_release);
    if (!keeps_pending) clear_pending(self);
}

// Of a timer that this thread has reserved: the schedule goes into the other slot, which is read by
// nobody whose state is still true.
std::uint32_t with_schedule(const waitable& timer, std::uint32_t value,
                            timer_schedule schedule) noexcept {
    write(timer.cell->slot(1 - slot_of(value)), schedule);
    return other_slot(value);
}

timer_schedule reserved_schedule(const waitable& timer, std::uint32_t value) noexcept {
    return read(timer.cell->slot(slot_of(value)));
}

// So many expiries can be counted; where there were more, the first that counts becomes the first
// of all.
taken take_and_recount(thread_record& self, const waitable& timer, bool keeps_pending) noexcept {
    std::uint32_t value = 0;
    if (!reserve(self, timer, keeps_pending, value)) return taken::too_many;
    const bool signaled =
        monotonic_now() >= time_of(reserved_schedule(timer, value), expiry_of(value));
    put_back(self, timer, keeps_pending, signaled ? value_after_expiry(timer, value) : value);
    return signaled ? taken::yes : taken::no;
}

}  // namespace

status set_timer(const waitable& timer, timer_schedule schedule) noexcept {
    constexpr int everybody = std::numeric_limits<int>::max();
    thread_record& self = this_thread();
    std::uint32_t value = 0;
    if (!reserve(self, timer, false, value)) return status::no_system_resources;
    const std::uint32_t next = with_schedule(timer, value, schedule);
    wake_word(timer.cell->value(), everybody);
    put_back(self, timer, false, next);
    return status::success;
}

// Who sleeps wakes up when the timer would have been due, and sleeps again.
status cancel_timer(const waitable& timer) noexcept {
    thread_record& self = this_thread();
    std::uint32_t value = 0;
    if (!reserve(self, timer, false, value)) return status::no_system_resources;
    const std::int64_t time = time_of(reserved_schedule(timer, value), expiry_of(value));
    const bool signaled = monotonic_now() >= time;
    put_back(self, timer, false,
             signaled ? with_schedule(timer, value, {time, 0}) : value & ~timer_bit::expiry);
    return status::success;
}

taken take_timer(thread_record& self, const waitable& timer, bool keeps_pending) noexcept {
    wait_state seen = timer.load();
    for (;;) {
        const timer_schedule schedule = settled_schedule(timer, seen);
        const std::int64_t now = monotonic_now();
        if (now < time_of(schedule, expiry_of(seen.value))) return taken::no;
        if (timer.kind == wait_kind::manual_timer) return taken::yes;
        std::uint32_t value = seen.value & ~timer_bit::expiry;
        if (schedule.period != 0) {
            const std::int64_t next = periods_passed(schedule, now) + 2;
            if (next > timer_bit::expiry) return take_and_recount(self, timer, keeps_pending);
            value |= static_cast<std::uint32_t>(next);
        }
        if (timer.change(seen, {0, value})) return taken::yes;
    }
}

std::uint32_t value_after_expiry(const waitable& timer, std::uint32_t value) noexcept {
    const timer_schedule schedule = reserved_schedule(timer, value);
    const std::uint32_t none = value & ~timer_bit::expiry;
    if (schedule.period == 0) return none;
    const std::int64_t passed = periods_passed(schedule, monotonic_now());
    if (passed + 2 <= timer_bit::expiry) return none | static_cast<std::uint32_t>(passed + 2);
    return with_schedule(timer, value,
                         {schedule.due + (passed + 1) * schedule.period, schedule.period});
}

readiness timer_readiness(const waitable& timer, wait_state& seen) noexcept {
    if (seen.thread() != 0) return readiness::in_commit;
    return next_expiry(timer, seen).has_passed() ? readiness::available : readiness::unavailable;
}

deadline next_expiry(const waitable& timer, wait_state& seen) noexcept {
    const timer_schedule schedule = settled_schedule(timer, seen);
    return deadline::at(time_of(schedule, expiry_of(seen.value)));
}

timer_facts look_at_timer(const waitable& timer) noexcept {
    wait_state seen = timer.load();
    const timer_schedule schedule = schedule_of(timer, seen);
    const std::int64_t now = monotonic_now();
    const std::int64_t time = time_of(schedule, expiry_of(seen.value));
    timer_facts facts;
    facts.signaled = now >= time;
    if (time == no_time) return facts;
    if (!facts.signaled) facts.next = time - now;
    else if (schedule.period != 0)
        facts.next = (periods_passed(schedule, now) + 1) * schedule.period - (now - schedule.due);
    if (facts.next != 0) facts.period = schedule.period;
    return facts;
}

}  // namespace mapview::kernel
