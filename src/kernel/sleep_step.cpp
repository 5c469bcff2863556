// SPDX-License-Identifier: MIT
#include "kernel/sleep_step.hpp"

#include "kernel/spin.hpp"

namespace mapview::kernel {

bool bed::prepare(const thread_record& self, const waitable& object, std::uint32_t generation,
                  bool among_several) noexcept {
    if (!is_timer(object.kind)) frail_ |= announce(self, object, among_several);
    wait_state seen = object.load();
    for (;;) {
        switch (object.ready_in(seen, self.id, generation)) {
            case readiness::available: return false;
            case readiness::in_commit:
                wait_out_commit(object);
                seen = object.load();
                continue;
            case readiness::unavailable: break;
        }
        if (is_timer(object.kind)) {
            first_expiry_ = first_expiry_.or_earlier(next_expiry(object, seen));
            add({object.cell->value(), seen.value});
            return true;
        }
        // Of a mutex the owner stays, of a thread itself. Of the others this also takes away a
        // mirror of the signal that one who died in a commit has left (W6).
        const bool stays = object.kind == wait_kind::mutex || object.kind == wait_kind::thread;
        const std::uint32_t owner = stays ? seen.word : 0;
        const wait_state wanted{owner | word_bit::waiters, seen.value};
        if (seen != wanted && !object.change(seen, wanted)) continue;
        add({object.cell->word(), wanted.word});
        if (object.kind == wait_kind::manual_event)
            add({object.cell->value(), generation & ~value_bit::set});
        return true;
    }
}

bool bed::sleep(deadline until) noexcept {
    look_at_processors();
    deadline end = until.or_earlier(first_expiry_);
    if (frail_) end = end.or_earlier(end_of_slice());
    return sleep_on({places_.data(), count_}, end, slice_) && end == until;
}

}  // namespace mapview::kernel
