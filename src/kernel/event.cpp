// SPDX-License-Identifier: MIT
#include "kernel/event.hpp"

#include "kernel/robust_list.hpp"
#include "kernel/sleepers.hpp"

namespace mapview::kernel {
namespace {

enum class signal { set, pulse };

// A ticket for one sleeper, but nobody slept: it becomes the signal, or of a pulse nothing.
void turn_ticket_into_signal(const waitable& event, signal what) noexcept {
    wait_state seen = event.load();
    while (seen.below_set() != 0 && seen.thread() == 0) {
        const std::uint32_t value = (seen.value - 1) | (what == signal::set ? value_bit::set : 0);
        if (event.change(seen, {resting_word(event.kind, value, seen.word), value})) break;
    }
    clear_waiters(event);
}

void release_one(const waitable& event, signal what) noexcept {
    if (wake(event) == 0) turn_ticket_into_signal(event, what);
}

// The new generation releases all who sleep; so the bit may go, unless one of the next generation
// came.
void release_all(const waitable& event, wait_state now, signal what) noexcept {
    wake_all(event);
    if (what == signal::set) event.change(now, now.without_waiters());
}

wait_state released(const waitable& event, wait_state seen, signal what) noexcept {
    std::uint32_t value = seen.value + 1;  // a ticket, or a generation
    if (what == signal::pulse) value &= ~value_bit::set;
    else if (event.kind == wait_kind::manual_event) value |= value_bit::set;
    return {resting_word(event.kind, value, word_bit::waiters), value};
}

void release(const waitable& event, signal what) noexcept {
    wait_state seen = event.load();
    for (;;) {
        if (seen.thread() != 0) {
            wait_out_commit(event);
            seen = event.load();
            continue;
        }
        if (!seen.has_waiters()) {
            // Also where nothing changes: whoever sees the signal must see what was written before.
            const std::uint32_t value =
                what == signal::set ? seen.value | value_bit::set : seen.below_set();
            if (event.change(seen, {resting_word(event.kind, value, 0), value})) return;
            continue;
        }
        thread_record& self = this_thread();
        const wait_state next = released(event, seen, what);
        set_pending(self, event.cell);
        if (!event.change(seen, next)) {
            clear_pending(self);
            continue;
        }
        if (event.kind == wait_kind::manual_event) release_all(event, next, what);
        else release_one(event, what);
        clear_pending(self);
        return;
    }
}

}  // namespace

void set_event(const waitable& event) noexcept {
    release(event, signal::set);
}

void pulse_event(const waitable& event) noexcept {
    release(event, signal::pulse);
}

void reset_event(const waitable& event) noexcept {
    wait_state seen = event.load();
    for (;;) {
        if (seen.thread() != 0) {
            wait_out_commit(event);
            seen = event.load();
            continue;
        }
        const std::uint32_t value = seen.below_set();
        if (event.change(seen, {resting_word(event.kind, value, seen.word), value})) return;
    }
}

}  // namespace mapview::kernel
