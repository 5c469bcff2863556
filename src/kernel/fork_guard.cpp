// SPDX-License-Identifier: MIT
#include "kernel/fork_guard.hpp"

#include <pthread.h>

#include <atomic>

namespace mapview::kernel {
namespace {

// Prefers the writer, fork(), which readers in an endless row would otherwise keep out.
constexpr pthread_rwlock_t unlocked = PTHREAD_RWLOCK_WRITER_NONRECURSIVE_INITIALIZER_NP;

pthread_rwlock_t gate = unlocked;
std::atomic<std::uint64_t> forks = 0;

void before_fork() {
    pthread_rwlock_wrlock(&gate);
    forks.fetch_add(1, std::memory_order_relaxed);
}

void after_fork_in_parent() {
    pthread_rwlock_unlock(&gate);
}

// The waiters that the lock may have counted do not exist in the child, so it starts afresh; it is
// unlocked all the same, for those who keep a book of locks (ThreadSanitizer).
void after_fork_in_child() {
    pthread_rwlock_unlock(&gate);
    gate = unlocked;
}

[[maybe_unused]] const int registered =
    pthread_atfork(before_fork, after_fork_in_parent, after_fork_in_child);

}  // namespace

fork_guard::fork_guard() noexcept {
    pthread_rwlock_rdlock(&gate);
}

fork_guard::~fork_guard() {
    pthread_rwlock_unlock(&gate);
}

start_guard::start_guard() noexcept {
    pthread_rwlock_wrlock(&gate);
}

start_guard::~start_guard() {
    pthread_rwlock_unlock(&gate);
}

std::uint64_t fork_count() noexcept {
    return forks.load(std::memory_order_relaxed);
}

}  // namespace mapview::kernel
