// SPDX-License-Identifier: MIT
#include "kernel/own_ids.hpp"

#include <pthread.h>
#include <unistd.h>

#include <atomic>

namespace mapview::kernel {
namespace {

std::atomic<pid_t> process = 0;
thread_local pid_t thread = 0;

void forget_in_child() {
    process.store(0, std::memory_order_relaxed);
    thread = 0;  // the child's only thread is the one that forked
}

[[maybe_unused]] const int registered = pthread_atfork(nullptr, nullptr, forget_in_child);

}  // namespace

pid_t own_process_id() noexcept {
    pid_t id = process.load(std::memory_order_relaxed);
    if (id == 0) process.store(id = ::getpid(), std::memory_order_relaxed);
    return id;
}

pid_t own_thread_id() noexcept {
    if (thread == 0) thread = ::gettid();
    return thread;
}

}  // namespace mapview::kernel
