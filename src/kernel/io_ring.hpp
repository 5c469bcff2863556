// kernel/io_ring.hpp - a thread's io_uring.
// SPDX-License-Identifier: MIT
#pragma once

#include "kernel/futex.hpp"

#include <linux/io_uring.h>

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <span>

namespace mapview::kernel {

/// One that the calling thread keeps: made at its first use, gone with the thread. It has no
/// descriptor, but a place in the table of rings that the kernel has for each thread (Linux 5.18):
/// no number that could be taken for a handle, that close_range() would close, or that a started
/// program would get. A forked child has none.
class io_ring {
  public:
    /// The most requests of one submission.
    static constexpr std::size_t most_requests = 64;

    /// Null where there is none: refused by the system or a seccomp filter (found out once for the
    /// process), or for want of memory or of a descriptor, which its making needs for a moment.
    static io_ring* of_this_thread() noexcept;

    /// Hands requests to the kernel; room for their completions is made by forgetting all earlier
    /// ones, unread. False where the kernel did not take all of them: the ring is not used any
    /// more.
    bool submit(std::span<const io_uring_sqe> requests) noexcept;

    /// The word that each completion changes, as it is now. It is no futex that the kernel wakes,
    /// but a thread may sleep on it all the same: the kernel completes a request in the thread that
    /// made it, and interrupts that one's sleep for it (https://git.kernel.org/linus/ce593a6c480a).
    /// Before it puts the thread to sleep again it compares the word, which has changed.
    sleeping_place completions() const noexcept;

    /// For good. Destruction does not: what other thread-local objects do at their ends may come
    /// later.
    void give_up() noexcept;

  private:
    bool make() noexcept;
    bool map(int file, const io_uring_params& given) noexcept;
    bool keep_registered(int file) noexcept;
    void unmap() noexcept;
    std::uint32_t* word(std::uint32_t offset) const noexcept;
    std::atomic_ref<std::uint32_t> counter(std::uint32_t offset) const noexcept;
    static void forget_in_child() noexcept;
    static const int fork_handler_;

    enum class condition : std::uint8_t { not_made, usable, given_up };

    std::byte* rings_ = nullptr;
    std::size_t rings_size_ = 0;
    io_uring_sqe* requests_ = nullptr;
    std::size_t requests_size_ = 0;
    io_sqring_offsets submitted_{};
    io_cqring_offsets completed_{};
    std::uint32_t place_ = 0;  ///< in the thread's table of rings
    condition condition_ = condition::not_made;
};

}  // namespace mapview::kernel
