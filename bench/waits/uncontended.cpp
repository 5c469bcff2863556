// SPDX-License-Identifier: MIT
#include "locks.hpp"
#include "measurements.hpp"
#include "row_of_calls.hpp"

#include <sys/eventfd.h>
#include <unistd.h>

namespace {

using namespace bench;

template <class Lock>
entry lock_and_unlock(Lock& lock) {
    return {Lock::title, in_a_row(short_calls, [&lock] {
                lock.lock();
                lock.unlock();
            })};
}

}  // namespace

bench::timed_path bench::time_uncontended_locks(const extent& extent) {
    all_locks locks;
    const auto entries = std::apply(
        [](auto&... lock) { return std::vector<entry>{lock_and_unlock(lock)...}; }, locks);
    return {"uncontended", per_call(take_turns(entries, extent.short_calls), short_calls)};
}

bench::timed_path bench::time_signals(const extent& extent) {
    const int counter = eventfd(0, EFD_CLOEXEC);
    check_call(counter >= 0, "eventfd");
    const handle event(CreateEventA(nullptr, FALSE, FALSE, own_name("event").c_str()),
                       "CreateEvent");
    const auto times =
        take_turns({{"eventfd", in_a_row(short_calls,
                                         [=] {
                                             eventfd_t got = 0;
                                             check_call(eventfd_write(counter, 1) == 0, "write");
                                             check_call(eventfd_read(counter, &got) == 0, "read");
                                         })},
                    {"mapview event", in_a_row(short_calls,
                                               [e = event.get()] {
                                                   set(e);
                                                   take(e);
                                               })}},
                   extent.short_calls);
    close(counter);
    return {"set, wait", per_call(times, short_calls)};
}
