// SPDX-License-Identifier: MIT
#include "kernel/io_ring.hpp"

#include "kernel/descriptor.hpp"
#include "kernel/fork_guard.hpp"

#include <pthread.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>

namespace mapview::kernel {
namespace {

thread_local constinit io_ring this_thread_ring;

struct end_of_thread {
    io_ring* ring = nullptr;
    ~end_of_thread() {
        if (ring != nullptr) ring->give_up();
    }
};
thread_local end_of_thread at_its_end;

std::atomic<bool> refused = false;

// A forked child does not get the memory: it would hold the ring alive.
void* map_ring(int file, std::size_t size, off_t what) noexcept {
    void* const memory =
        ::mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_POPULATE, file, what);
    if (memory == MAP_FAILED) return nullptr;
    if (::madvise(memory, size, MADV_DONTFORK) == 0) return memory;
    ::munmap(memory, size);
    return nullptr;
}

}  // namespace

io_ring* io_ring::of_this_thread() noexcept {
    io_ring& own = this_thread_ring;
    if (own.condition_ == condition::not_made && !refused.load(std::memory_order_relaxed) &&
        own.make()) {
        own.condition_ = condition::usable;
        at_its_end.ring = &own;
    }
    return own.condition_ == condition::usable ? &own : nullptr;
}

void io_ring::give_up() noexcept {
    unmap();
    condition_ = condition::given_up;
}

bool io_ring::make() noexcept {
    const fork_guard guard;  // what has a descriptor for a moment shall have none in a child
    io_uring_params given{};
    // Neither IORING_SETUP_COOP_TASKRUN nor DEFER_TASKRUN: a completion must interrupt the thread.
    const descriptor file(
        static_cast<int>(::syscall(SYS_io_uring_setup, unsigned{most_requests}, &given)));
    if (!file && (errno == ENOSYS || errno == EPERM))
        refused.store(true, std::memory_order_relaxed);
    if (file && map(file.get(), given) && keep_registered(file.get())) return true;
    unmap();
    return false;
}

bool io_ring::map(int file, const io_uring_params& given) noexcept {
    submitted_ = given.sq_off;
    completed_ = given.cq_off;
    rings_size_ = std::max(given.sq_off.array + given.sq_entries * sizeof(std::uint32_t),
                           given.cq_off.cqes + given.cq_entries * sizeof(io_uring_cqe));
    requests_size_ = given.sq_entries * sizeof(io_uring_sqe);
    rings_ = static_cast<std::byte*>(map_ring(file, rings_size_, IORING_OFF_SQ_RING));
    requests_ = static_cast<io_uring_sqe*>(map_ring(file, requests_size_, IORING_OFF_SQES));
    if (rings_ == nullptr || requests_ == nullptr) return false;
    for (std::uint32_t i = 0; i < given.sq_entries; ++i) word(submitted_.array)[i] = i;
    return true;
}

bool io_ring::keep_registered(int file) noexcept {
    io_uring_rsrc_update update{};
    update.offset = ~0U;  // any place
    update.data = static_cast<std::uint64_t>(file);
    if (::syscall(SYS_io_uring_register, file, IORING_REGISTER_RING_FDS, &update, 1) == 1) {
        place_ = update.offset;
        return true;
    }
    if (errno == EINVAL || errno == EPERM) refused.store(true, std::memory_order_relaxed);
    return false;
}

void io_ring::unmap() noexcept {
    if (rings_ != nullptr) ::munmap(rings_, rings_size_);
    if (requests_ != nullptr) ::munmap(requests_, requests_size_);
    rings_ = nullptr;
    requests_ = nullptr;
}

std::uint32_t* io_ring::word(std::uint32_t offset) const noexcept {
    return reinterpret_cast<std::uint32_t*>(rings_ + offset);
}

// The kernel reads and writes them meanwhile.
std::atomic_ref<std::uint32_t> io_ring::counter(std::uint32_t offset) const noexcept {
    return std::atomic_ref(*word(offset));
}

bool io_ring::submit(std::span<const io_uring_sqe> requests) noexcept {
    counter(completed_.head)
        .store(counter(completed_.tail).load(std::memory_order_acquire), std::memory_order_release);
    const std::uint32_t tail = counter(submitted_.tail).load(std::memory_order_relaxed);
    const std::uint32_t mask = *word(submitted_.ring_mask);
    const auto count = static_cast<std::uint32_t>(requests.size());
    for (std::uint32_t i = 0; i < count; ++i) requests_[(tail + i) & mask] = requests[i];
    counter(submitted_.tail).store(tail + count, std::memory_order_release);
    if (::syscall(SYS_io_uring_enter, place_, count, 0, IORING_ENTER_REGISTERED_RING, nullptr, 0) ==
        long{count})
        return true;
    give_up();
    return false;
}

sleeping_place io_ring::completions() const noexcept {
    return {word(completed_.tail), counter(completed_.tail).load(std::memory_order_acquire), true};
}

void io_ring::forget_in_child() noexcept {
    io_ring& own = this_thread_ring;
    own.rings_ = nullptr;
    own.requests_ = nullptr;
    own.condition_ = condition::not_made;
}

[[maybe_unused]] const int io_ring::fork_handler_ =
    pthread_atfork(nullptr, nullptr, forget_in_child);

}  // namespace mapview::kernel
