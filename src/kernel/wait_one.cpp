// SPDX-License-Identifier: MIT
#include "kernel/sleep_step.hpp"
#include "kernel/spin.hpp"
#include "kernel/wait.hpp"

namespace mapview::kernel {
namespace {

[[gnu::noinline]] wait_result wait_longer(thread_record& self, const waitable& object,
                                          std::uint32_t generation,
                                          std::uint32_t milliseconds) noexcept {
    const deadline until = deadline_of(milliseconds);
    if (spin(object, [&] { return object.ready(self.id, generation) == readiness::available; })) {
        const taken how = take(self, object, generation, caller::passes_by, false);
        if (how != taken::no) return result_of(how);
    }
    bed sleeper;
    caller who = caller::passes_by;
    for (;;) {
        // From here on a wake-up sent to this thread is not lost should it die (W2). Each time
        // anew: a signal handler may have used a robust mutex.
        set_pending(self, object.cell);
        const taken how = take(self, object, generation, who, true);
        if (how != taken::no || until.has_passed()) {
            clear_pending(self);
            return result_of(how);
        }
        sleeper.clear();
        if (!sleeper.prepare(self, object, generation, false)) continue;
        sleeper.sleep(until);
        who = caller::has_slept;
    }
}

}  // namespace

wait_result wait_one(const waitable& object, std::uint32_t milliseconds) noexcept {
    thread_record& self = this_thread();
    const std::uint32_t generation = generation_of(object);
    const taken how = take(self, object, generation, caller::passes_by, false);
    if (how != taken::no || milliseconds == 0) [[likely]]
        return result_of(how);
    return wait_longer(self, object, generation, milliseconds);
}

}  // namespace mapview::kernel
