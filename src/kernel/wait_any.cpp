// SPDX-License-Identifier: MIT
#include "kernel/sleep_step.hpp"
#include "kernel/spin.hpp"
#include "kernel/wait.hpp"

#include <algorithm>

namespace mapview::kernel {
namespace {

class wait_for_any {
  public:
    wait_for_any(std::span<const waitable> objects, const sleeping_place* alarm) noexcept
        : objects_(objects), alarm_(alarm), self_(this_thread()) {
        for (std::size_t i = 0; i < objects.size(); ++i)
            generations_[i] = generation_of(objects[i]);
        // One thread can have one object pending. One whose wake-up comes from the kernel, where
        // there is one: nobody else would repeat it.
        const auto mortal = std::ranges::find_if(objects, [](const waitable& object) {
            return object.kind == wait_kind::mutex || object.kind == wait_kind::thread;
        });
        // Nobody is woken for a timer.
        const auto woken = mortal != objects.end()
                               ? mortal
                               : std::ranges::find_if_not(objects, is_timer, &waitable::kind);
        pending_ = woken != objects.end() ? woken->cell : objects.front().cell;
    }

    /// Whether something else has come that ends the wait.
    bool is_called_off() const noexcept {
        return alarm_ != nullptr &&
               std::atomic_ref(*alarm_->word).load(std::memory_order_acquire) != alarm_->expected;
    }

    /// Takes the first object that can be had.
    bool look(wait_result& result) noexcept {
        if (is_called_off()) return false;
        for (std::size_t i = 0; i < objects_.size(); ++i) {
            if (!seems_ready(i)) continue;
            const std::size_t first = first_ready_before(i);
            const taken how = take(self_, objects_[first], generations_[first], who_, false);
            if (who_ == caller::has_slept) set_pending(self_, pending_);
            if (how == taken::no) {
                i = std::max(i, first);
                continue;
            }
            if (who_ == caller::has_slept) hand_over_others(first);
            result = result_of(how, first);
            return true;
        }
        return false;
    }

    bool spin_until_ready() noexcept {
        return spin(objects_.front(), [this] {
            for (std::size_t i = 0; i < objects_.size(); ++i)
                if (objects_[i].ready(self_.id, generations_[i]) == readiness::available)
                    return true;
            return false;
        });
    }

    /// Sleeps on all of them; true where the time is over. `sleeper` is one and the same for the
    /// whole wait: it knows how long the last slice was.
    bool sleep(bed& sleeper, deadline until) noexcept {
        set_pending(self_, pending_);
        who_ = caller::has_slept;
        sleeper.clear();
        for (std::size_t i = 0; i < objects_.size(); ++i)
            if (!sleeper.prepare(self_, objects_[i], generations_[i], objects_.size() > 1))
                return false;
        if (alarm_ != nullptr) sleeper.add(*alarm_);
        return sleeper.sleep(until);
    }

    void give_up() noexcept {
        if (who_ != caller::has_slept) return;
        if (is_called_off()) hand_over_all();
        else clear_pending(self_);
    }

  private:
    bool seems_ready(std::size_t i) const noexcept {
        return objects_[i].ready(self_.id, generations_[i]) != readiness::unavailable;
    }

    // The lowest index counts, also where it came last.
    std::size_t first_ready_before(std::size_t i) const noexcept {
        for (std::size_t lower = 0; lower < i; ++lower)
            if (seems_ready(lower)) return lower;
        return i;
    }

    // A wake-up for any of them may have been this thread's; it takes but one (W3).
    void hand_over_others(std::size_t taken_one) noexcept {
        clear_pending(self_);
        for (std::size_t i = 0; i < objects_.size(); ++i)
            if (i != taken_one && objects_[i].cell != objects_[taken_one].cell)
                hand_over(self_, objects_[i], generations_[i]);
    }

    // Before anything else the one that is pending: at no instant is its wake-up only this
    // thread's.
    void hand_over_all() noexcept {
        for (std::size_t i = 0; i < objects_.size(); ++i)
            if (objects_[i].cell == pending_) hand_over(self_, objects_[i], generations_[i]);
        clear_pending(self_);
        for (std::size_t i = 0; i < objects_.size(); ++i)
            if (objects_[i].cell != pending_) hand_over(self_, objects_[i], generations_[i]);
    }

    std::span<const waitable> objects_;
    const sleeping_place* alarm_;
    thread_record& self_;
    std::array<std::uint32_t, most_waitables> generations_;
    wait_cell* pending_ = nullptr;
    caller who_ = caller::passes_by;
};

}  // namespace

wait_result wait_any(std::span<const waitable> objects, std::uint32_t milliseconds,
                     const sleeping_place* alarm) noexcept {
    if (objects.size() == 1 && alarm == nullptr) return wait_one(objects.front(), milliseconds);
    wait_for_any wait(objects, alarm);
    wait_result result;
    if (wait.look(result)) return result;
    if (milliseconds == 0) return {wait_result::end::timed_out};

    const deadline until = deadline_of(milliseconds);
    if (wait.spin_until_ready() && wait.look(result)) return result;
    bed sleeper;
    for (bool over = false;;) {
        if (wait.look(result)) return result;
        if (over) break;
        over = wait.sleep(sleeper, until) || until.has_passed() || wait.is_called_off();
    }
    wait.give_up();
    return {wait_result::end::timed_out};
}

}  // namespace mapview::kernel
