// SPDX-License-Identifier: MIT
#include "support/fault.hpp"

#include <csignal>

#include <sys/resource.h>

void test::die_of_faults() noexcept {
    const rlimit no_core{0, 0};
    setrlimit(RLIMIT_CORE, &no_core);
    std::signal(SIGSEGV, SIG_DFL);
    std::signal(SIGBUS, SIG_DFL);
}

bool test::died_of_fault(int exit_code) noexcept {
    return exit_code == -1;  // ended by a signal
}
