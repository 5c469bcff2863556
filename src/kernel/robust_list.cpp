// SPDX-License-Identifier: MIT
#include "kernel/robust_list.hpp"

#include <pthread.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace mapview::kernel {

constinit thread_local thread_record this_thread_record __attribute__((tls_model("initial-exec")));

namespace {

// The list is doubly linked, so that a node can leave it from the middle: glibc keeps the pointer
// back right before the pointer on. The lowest bit of a pointer on marks a priority-inheritance
// mutex.
constexpr std::uintptr_t mark = 1;

std::uintptr_t number(const void* pointer) noexcept {
    return reinterpret_cast<std::uintptr_t>(pointer);
}

// Other nodes may be glibc's, whose words are no std::atomic.
void store(std::uintptr_t at, void* pointer) noexcept {
    std::atomic_ref<void*>(*reinterpret_cast<void**>(at & ~mark))
        .store(pointer, std::memory_order_relaxed);
}

void set_previous_of(std::uintptr_t node, void* pointer) noexcept {
    store((node & ~mark) - sizeof(void*), pointer);
}

// The child's only thread has another number, and owns nothing: the C library gave it a fresh list.
void after_fork_in_child() noexcept {
    this_thread_record = {};
}

[[maybe_unused]] const int registered = pthread_atfork(nullptr, nullptr, after_fork_in_child);

}  // namespace

void fill_thread_record() noexcept {
    thread_record& self = this_thread_record;
    self.id = static_cast<std::uint32_t>(::gettid());
    self.process = static_cast<std::uint32_t>(::getpid());
    robust_list_head* list = nullptr;
    std::size_t length = 0;
    if (::syscall(SYS_get_robust_list, 0, &list, &length) != 0 || list == nullptr ||
        length != sizeof *list || list->futex_offset != node_to_futex)
        return;
    self.list = list;
}

void link(thread_record& self, wait_cell* cell) noexcept {
    void* const head = &self.list->list;
    const std::uintptr_t first = number(self.list->list.next);
    cell->own.next.store(reinterpret_cast<void*>(first), std::memory_order_relaxed);
    cell->own.previous.store(head, std::memory_order_relaxed);
    if ((first & ~mark) != number(head)) set_previous_of(first, cell->node());
    keep_order();
    store(number(head), cell->node());
    keep_order();
    ++self.nodes;
}

void unlink(thread_record& self, wait_cell* cell) noexcept {
    void* const next = cell->own.next.load(std::memory_order_relaxed);
    void* const previous = cell->own.previous.load(std::memory_order_relaxed);
    store(number(previous), next);
    keep_order();
    if ((number(next) & ~mark) != number(&self.list->list)) set_previous_of(number(next), previous);
    keep_order();
    cell->own.next.store(nullptr, std::memory_order_relaxed);
    --self.nodes;
}

}  // namespace mapview::kernel
