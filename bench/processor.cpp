// SPDX-License-Identifier: MIT
#include "processor.hpp"

#include "failure.hpp"

#include <sched.h>
#include <unistd.h>

void bench::pin_to_processor(int number) {
    pin_to_either(number, number);
}

void bench::pin_to_either(int one, int other) {
    cpu_set_t both;
    CPU_ZERO(&both);
    for (const int number : {one, other}) CPU_SET(static_cast<std::size_t>(number), &both);
    check_call(sched_setaffinity(0, sizeof both, &both) == 0, "sched_setaffinity");
}

void bench::release_processor() {
    cpu_set_t every;
    CPU_ZERO(&every);
    const long processors = sysconf(_SC_NPROCESSORS_CONF);
    for (long i = 0; i < processors; ++i) CPU_SET(static_cast<std::size_t>(i), &every);
    check_call(sched_setaffinity(0, sizeof every, &every) == 0, "sched_setaffinity");
}
