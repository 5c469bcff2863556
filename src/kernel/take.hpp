// kernel/take.hpp - taking one object, if it can be had.
// SPDX-License-Identifier: MIT
#pragma once

#include "kernel/robust_list.hpp"
#include "kernel/sleepers.hpp"
#include "kernel/timer.hpp"

#include <cstdint>
#include <limits>

namespace mapview::kernel {

/// Whether the caller slept on the object, and has it pending already.
enum class caller { passes_by, has_slept };

/// How often one mutex can be owned: MUTANT's limit.
inline constexpr std::uint32_t most_recursion = std::numeric_limits<std::int32_t>::max();

/// Whether a mutex that is being taken was abandoned.
constexpr bool is_abandoned(wait_state state) noexcept {
    return state.is_reserved() ? (state.value & value_bit::was_abandoned) != 0
                               : (state.word & word_bit::owner_died) != 0;
}

/// Takes a mutex. `keeps_pending`: the caller has it pending, and goes on to have it so.
inline taken take_mutex(thread_record& self, const waitable& object, bool keeps_pending) noexcept {
    wait_state seen = object.load();
    for (;;) {
        const std::uint32_t owner = seen.thread();
        auto& recursion = object.cell->shared.recursion;
        if (owner == self.id) {
            const std::uint32_t depth = recursion.load(std::memory_order_relaxed);
            if (depth >= most_recursion) return taken::too_often;
            recursion.store(depth + 1, std::memory_order_relaxed);
            return taken::yes;
        }
        if (owner != 0) {
            if (!seen.is_reserved()) return taken::no;
            wait_out_commit(object);
            seen = object.load();
            continue;
        }
        if (self.nodes >= most_nodes) return taken::too_many;
        if (!keeps_pending) set_pending(self, object.cell);
        const wait_state before = seen;
        if (!object.change(seen, {self.id | (before.word & word_bit::waiters), 0})) {
            if (!keeps_pending) clear_pending(self);
            continue;
        }
        link(self, object.cell);
        recursion.store(1, std::memory_order_relaxed);
        if (!keeps_pending) clear_pending(self);
        return is_abandoned(before) ? taken::yes_abandoned : taken::yes;
    }
}

/// Takes a unit of an event or a semaphore.
inline taken take_unit(thread_record& self, const waitable& object, std::uint32_t generation,
                       caller who) noexcept {
    wait_state seen = object.load();
    for (;;) {
        switch (readiness_of(object.kind, seen, self.id, generation)) {
            case readiness::unavailable: return taken::no;
            case readiness::in_commit:
                wait_out_commit(object);
                seen = object.load();
                continue;
            case readiness::available: break;
        }
        if (releases_all(object.kind)) {
            // Changes nothing, but orders this thread behind the one that set the event.
            if (!object.change(seen, seen)) continue;
            // The setter may have died before it had woken all; the kernel wakes but one.
            const bool stays = object.kind == wait_kind::thread || seen.is_set();
            if (who == caller::has_slept && seen.has_waiters() && stays) {
                wake_all(object);
                object.change(seen, seen.without_waiters());
            }
            return taken::yes;
        }
        const std::uint32_t left = value_after_take(object.kind, seen.value);
        const bool others = seen.has_waiters();
        if (!object.change(seen, {resting_word(object.kind, left, seen.word), left})) continue;
        if (who == caller::has_slept && left != 0 && others) wake(object);  // W3
        return taken::yes;
    }
}

/// Takes an object of any kind.
inline taken take(thread_record& self, const waitable& object, std::uint32_t generation, caller who,
                  bool keeps_pending) noexcept {
    if (object.kind == wait_kind::mutex) return take_mutex(self, object, keeps_pending);
    if (is_timer(object.kind)) return take_timer(self, object, keeps_pending);
    return take_unit(self, object, generation, who);
}

}  // namespace mapview::kernel
