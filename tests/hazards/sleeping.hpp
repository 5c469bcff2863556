// hazards/sleeping.hpp - processes that sleep on an object.
// SPDX-License-Identifier: MIT
#pragma once

#include <windows.h>

#include "conformance/waits.hpp"
#include "forked.hpp"
#include "support/doctest.hpp"
#include "support/eventually.hpp"

#include <sys/syscall.h>
#include <sys/types.h>

#include <fstream>
#include <memory>
#include <string>

#ifndef SYS_futex_waitv
#define SYS_futex_waitv 449
#endif

namespace test {

/// Whether the process sleeps in a futex call: what /proc/<pid>/syscall begins with.
inline bool is_asleep(pid_t process) {
    std::ifstream in("/proc/" + std::to_string(process) + "/syscall");
    long call = -1;
    return in >> call && (call == SYS_futex || call == SYS_futex_waitv);
}

/// A process that sleeps on the object until it can be had.
inline std::unique_ptr<forked> sleeper_on(const handle& object) {
    auto process =
        std::make_unique<forked>([&object] { CHECK(wait(object, INFINITE) == WAIT_OBJECT_0); });
    CHECK(eventually([&] { return is_asleep(process->id()); }));
    return process;
}

}  // namespace test
