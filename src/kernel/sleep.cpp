// SPDX-License-Identifier: MIT
#include "kernel/sleep.hpp"

#include "kernel/sleep_step.hpp"

#include <sched.h>
#include <unistd.h>

#include <cerrno>

namespace mapview::kernel {

void sleep_for(std::uint32_t milliseconds) noexcept {
    if (milliseconds == 0) {
        ::sched_yield();
        return;
    }
    const deadline until = deadline_of(milliseconds);
    while (until.is_never()) ::pause();
    const timespec time = until.as_timespec();
    while (::clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &time, nullptr) == EINTR) {
    }
}

}  // namespace mapview::kernel
