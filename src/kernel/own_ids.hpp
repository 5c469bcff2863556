// kernel/own_ids.hpp - the numbers of this process and thread, asked of the system once.
// SPDX-License-Identifier: MIT
#pragma once

#include <sys/types.h>

namespace mapview::kernel {

/// As getpid and gettid, which are system calls each time. A forked child asks anew; one made by
/// the bare system call, past pthread_atfork, does not, and is found by a scan of /proc only.
pid_t own_process_id() noexcept;
pid_t own_thread_id() noexcept;

}  // namespace mapview::kernel
