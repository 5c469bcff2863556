// SPDX-License-Identifier: MIT
//
// Each object is reserved with this thread's number, in one order for all threads; once all are,
// that is the instant at which they are taken. What is reserved is in the robust list: where this
// thread dies before the instant, nothing has been taken. An object that cannot be had undoes all;
// the thread then sleeps on that one alone.
#include "kernel/sleep_step.hpp"
#include "kernel/spin.hpp"
#include "kernel/wait.hpp"

#include <algorithm>

namespace mapview::kernel {
namespace {

struct member {
    waitable object;
    std::uint32_t generation;
    bool reserved;  ///< and in the robust list; not so a mutex that was ours before
};

constexpr wait_state reserved_by(const thread_record& self, const waitable& object,
                                 wait_state seen) noexcept {
    const std::uint32_t word = self.id | (seen.word & word_bit::waiters);
    if (object.kind != wait_kind::mutex) return {word, seen.value};
    return {word, value_bit::reserved | (is_abandoned(seen) ? value_bit::was_abandoned : 0)};
}

class wait_for_all {
  public:
    explicit wait_for_all(std::span<const waitable> objects) noexcept
        : self_(this_thread()), count_(objects.size()) {
        for (std::size_t i = 0; i < count_; ++i) members_[i].object = objects[i];
        std::ranges::sort(all(), {}, [](const member& one) { return one.object.order; });
        for (auto& one : all()) one.generation = generation_of(one.object);
    }

    bool has_duplicates() noexcept {
        const auto same = [](const member& a, const member& b) {
            return a.object.cell == b.object.cell;
        };
        return std::ranges::adjacent_find(all(), same) != all().end();
    }

    /// Takes all, or finds one that cannot be had. True where the wait is over.
    bool look(wait_result& result) noexcept {
        missing_ = first_unavailable();
        pass_on_wake_up();
        if (missing_ == end() && (reserve_all(result) || missing_ == end())) return true;
        // A pulse ends what it finds asleep; it does not stay until the others are there.
        for (auto& one : all())
            if (&one != missing_) one.generation = generation_of(one.object);
        return false;
    }

    bool spin_until_ready() noexcept {
        return spin(missing_->object, [this] {
            return missing_->object.ready(self_.id, missing_->generation) == readiness::available;
        });
    }

    /// Sleeps on the one that is missing; true where the time is over.
    bool sleep(deadline until) noexcept {
        set_pending(self_, missing_->object.cell);
        bed sleeper;
        bool over = false;
        if (sleeper.prepare(self_, missing_->object, missing_->generation, false)) {
            slept_on_ = missing_;
            over = sleeper.sleep(until);
        } else {
            clear_pending(self_);
        }
        return over;
    }

    void give_up() noexcept { clear_pending(self_); }

  private:
    std::span<member> all() noexcept { return {members_.data(), count_}; }
    member* end() noexcept { return members_.data() + count_; }

    member* first_unavailable() noexcept {
        return std::find_if(members_.data(), end(), [this](const member& one) {
            return one.object.ready(self_.id, one.generation) == readiness::unavailable;
        });
    }

    // The wake-up that ended the sleep belongs to somebody else where this thread cannot use it; or
    // where it could die before it comes to that object, with another one pending (W2, W3).
    void pass_on_wake_up() noexcept {
        if (slept_on_ == nullptr || slept_on_ == missing_) return;
        const wait_kind kind = slept_on_->object.kind;
        const bool comes_first = missing_ == end() && slept_on_ == members_.data();
        // At a thread's end the kernel wakes one, who wakes all.
        if (kind == wait_kind::thread || (!comes_first && kind != wait_kind::manual_event))
            hand_over(self_, slept_on_->object, 0);
        slept_on_ = nullptr;
    }

    // True where all are taken. Else `missing_` tells which one is not to be had; where it is
    // end(), the wait has failed and `result` says why.
    bool reserve_all(wait_result& result) noexcept {
        bool abandoned = false;
        for (member* one = members_.data(); one != end(); ++one) {
            const taken how = reserve(*one, abandoned);
            if (how == taken::yes) continue;
            undo_before(one);
            missing_ = how == taken::no ? one : end();
            result = result_of(how);
            return false;
        }
        for (auto& one : all()) commit(one);
        clear_pending(self_);
        result = result_of(abandoned ? taken::yes_abandoned : taken::yes);
        return true;
    }

    taken reserve(member& one, bool& abandoned) noexcept {
        const waitable& object = one.object;
        one.reserved = false;
        wait_state seen = object.load();
        for (;;) {
            switch (object.ready_in(seen, self_.id, one.generation)) {
                case readiness::unavailable: return taken::no;
                case readiness::in_commit:
                    wait_out_commit(object);
                    seen = object.load();
                    continue;
                case readiness::available: break;
            }
            if (object.kind == wait_kind::thread) return taken::yes;  // and stays so
            if (object.kind == wait_kind::mutex && seen.thread() == self_.id) {
                const auto& recursion = object.cell->shared.recursion;
                return recursion.load(std::memory_order_relaxed) < most_recursion
                           ? taken::yes
                           : taken::too_often;
            }
            if (self_.nodes >= most_nodes) return taken::too_many;
            set_pending(self_, object.cell);
            const wait_state before = seen;
            if (!object.change(seen, reserved_by(self_, object, before))) {
                clear_pending(self_);
                continue;
            }
            link(self_, object.cell);
            clear_pending(self_);
            abandoned |= object.kind == wait_kind::mutex && is_abandoned(before);
            one.reserved = true;
            return taken::yes;
        }
    }

    void commit(member& one) noexcept {
        const waitable& object = one.object;
        auto& recursion = object.cell->shared.recursion;
        if (object.kind == wait_kind::thread) return;
        if (object.kind != wait_kind::mutex) return let_go(object, true);
        if (!one.reserved) {
            recursion.store(recursion.load(std::memory_order_relaxed) + 1,
                            std::memory_order_relaxed);
            return;
        }
        recursion.store(1, std::memory_order_relaxed);
        wait_state seen = object.load();
        while (!object.change(seen, {seen.word, 0})) {
        }
    }

    void undo_before(member* end) noexcept {
        for (member* one = end; one-- != members_.data();)
            if (one->reserved) let_go(one->object, false);
    }

    // Nobody's again: with one unit less, or as it was.
    void let_go(const waitable& object, bool take_one) noexcept {
        set_pending(self_, object.cell);
        unlink(self_, object.cell);
        wait_state seen = object.load();
        wait_state next;
        do {
            const std::uint32_t waiters = seen.word & word_bit::waiters;
            if (object.kind == wait_kind::mutex)
                next = {waiters | (is_abandoned(seen) ? word_bit::owner_died : 0), 0};
            else if (take_one)
                next.value = object.kind == wait_kind::auto_timer
                                 ? value_after_expiry(object, seen.value)
                                 : value_after_take(object.kind, seen.value),
                next.word = resting_word(object.kind, next.value, waiters);
            else next = {resting_word(object.kind, seen.value, waiters), seen.value};
        } while (!object.change(seen, next));
        const bool available =
            object.kind == wait_kind::mutex || (next.word & word_bit::signaled) != 0;
        if (available && next.has_waiters()) wake_or_clear(object);
        clear_pending(self_);
    }

    thread_record& self_;
    std::size_t count_;
    std::array<member, most_waitables> members_;
    member* missing_ = nullptr;
    member* slept_on_ = nullptr;
};

}  // namespace

wait_result wait_all(std::span<const waitable> objects, std::uint32_t milliseconds) noexcept {
    wait_for_all wait(objects);
    if (wait.has_duplicates()) return {wait_result::end::failed, 0, status::invalid_parameter};
    if (objects.size() == 1) return wait_one(objects.front(), milliseconds);
    wait_result result;
    if (wait.look(result)) return result;
    if (milliseconds == 0) return {wait_result::end::timed_out};

    const deadline until = deadline_of(milliseconds);
    if (wait.spin_until_ready() && wait.look(result)) return result;
    for (bool over = false; !over;) {
        over = wait.sleep(until) || until.has_passed();
        if (wait.look(result)) return result;
    }
    wait.give_up();
    return {wait_result::end::timed_out};
}

}  // namespace mapview::kernel
