// SPDX-License-Identifier: MIT
#include "kernel/sleepers.hpp"

#include "kernel/futex.hpp"
#include "kernel/spin.hpp"

#include <limits>

namespace mapview::kernel {
namespace {

// The bits of `sleepers`: a process that slept here, whether there was another one, and whether one
// slept on several objects at a time.
constexpr std::uint32_t among_several_bit = 0x80000000;
constexpr std::uint32_t several_processes = 0x40000000;
constexpr std::uint32_t process_bits = 0x3FFFFFFF;

constexpr bool frail(std::uint32_t sleepers) {
    constexpr std::uint32_t both = among_several_bit | several_processes;
    return (sleepers & both) == both;
}

constexpr int everybody = std::numeric_limits<int>::max();
constexpr std::int64_t slice_length = 100'000'000;

}  // namespace

bool is_frail(const wait_cell* cell) noexcept {
    return frail(cell->shared.sleepers.load(std::memory_order_relaxed));
}

bool announce(const thread_record& self, const waitable& object, bool among_several) noexcept {
    auto& sleepers = object.cell->shared.sleepers;
    std::uint32_t seen = sleepers.load(std::memory_order_relaxed);
    for (;;) {
        std::uint32_t next = seen | (among_several ? among_several_bit : 0);
        if ((seen & process_bits) == 0) next |= self.process;
        else if ((seen & process_bits) != self.process) next |= several_processes;
        if (next == seen) break;
        if (!sleepers.compare_exchange_strong(seen, next, std::memory_order_acq_rel)) continue;
        seen = next;
        if (frail(next)) wake_all(object);  // those who sleep already take up slices
        break;
    }
    return frail(seen) || ((seen & several_processes) != 0 && !kernel_repeats_lost_wakes());
}

deadline end_of_slice() noexcept {
    return deadline::after(slice_length);
}

int wake(const waitable& object, int count) noexcept {
    const bool all = releases_all(object.kind) || is_frail(object.cell);
    return wake_word(object.cell->word(), all ? everybody : count);
}

int wake_all(const waitable& object) noexcept {
    return wake_word(object.cell->word(), everybody);
}

void clear_waiters(const waitable& object) noexcept {
    wait_state seen = object.load();
    if (!seen.has_waiters() || seen.thread() != 0) return;  // its owner's release will see to it
    const bool available = object.kind == wait_kind::mutex || (seen.word & word_bit::signaled) != 0;
    if (available && object.change(seen, seen.without_waiters())) wake_all(object);
}

void hand_over(thread_record& self, const waitable& object, std::uint32_t generation) noexcept {
    const wait_state seen = object.load();
    if (!seen.has_waiters()) return;
    if (object.kind == wait_kind::manual_event && !seen.is_set()) return;
    if (readiness_of(object.kind, seen, 0, generation) != readiness::available) return;
    set_pending(self, object.cell);
    wake_or_clear(object);
    clear_pending(self);
}

// Not on the futex: one who waits here only to look would take a wake-up that is meant for a
// sleeper.
void wait_out_commit(const waitable& object) noexcept {
    constexpr int short_turns = 300;
    for (int turn = 0;; ++turn) {
        const wait_state state = object.load();
        if (state.thread() == 0 || (object.kind == wait_kind::mutex && !state.is_reserved()))
            return;
        if (turn < short_turns && has_several_processors()) {
            pause_processor();
        } else {
            constexpr timespec nap{0, 50'000};
            ::nanosleep(&nap, nullptr);
        }
    }
}

}  // namespace mapview::kernel
