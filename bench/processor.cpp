// SPDX-License-Identifier: MIT
#include "processor.hpp"

#include "failure.hpp"

#include <sched.h>
#include <unistd.h>

void bench::pin_to_processor(int number) {
    cpu_set_t one;
    CPU_ZERO(&one);
    CPU_SET(static_cast<std::size_t>(number), &one);
    check_call(sched_setaffinity(0, sizeof one, &one) == 0, "sched_setaffinity");
}

void bench::release_processor() {
    cpu_set_t every;
    CPU_ZERO(&every);
    const long processors = sysconf(_SC_NPROCESSORS_CONF);
    for (long i = 0; i < processors; ++i) CPU_SET(static_cast<std::size_t>(i), &every);
    check_call(sched_setaffinity(0, sizeof every, &every) == 0, "sched_setaffinity");
}
