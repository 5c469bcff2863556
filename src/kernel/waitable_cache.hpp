// kernel/waitable_cache.hpp - what a thread remembers of the handles that it waits on.
// SPDX-License-Identifier: MIT
//
// A wait that nothing hinders takes some 10 ns; to look its handle up in the table, under a lock,
// takes five times as long. So each thread remembers what a number meant, and forgets all once any
// handle has been closed.
#pragma once

#include "kernel/protection.hpp"
#include "kernel/wait_cell.hpp"
#include "kernel/wait_page.hpp"

#include <array>
#include <atomic>
#include <cstdint>
#include <memory>

namespace mapview::kernel {

/// What a handle to a waitable object means.
struct known_waitable {
    int number = -1;
    rights granted = 0;
    waitable object{};
    std::shared_ptr<const wait_page> page;  ///< keeps `object` mapped
};

class waitable_cache {
  public:
    /// What this thread remembers of a number; null where that is nothing.
    static const known_waitable* find(int number) noexcept {
        const waitable_cache* const own = current;
        if (own == nullptr || own->closings_ != closings.load(std::memory_order_acquire))
            return nullptr;
        const known_waitable& slot = own->slots_[index_of(number)];
        return number >= 0 && slot.number == number ? &slot : nullptr;
    }

    /// Remembers; `closings_before` is what closings_so_far() said before the look-up. Under a
    /// fork_guard.
    static void remember(const known_waitable& found, std::uint64_t closings_before);
    static std::uint64_t closings_so_far() noexcept {
        return closings.load(std::memory_order_acquire);
    }

    /// A number has lost its meaning: every thread forgets, this one at once. Under a fork_guard.
    static void handle_was_closed() noexcept;

  private:
    friend struct cache_owner;

    static constexpr std::size_t size = 256;
    static std::size_t index_of(int number) noexcept {
        return static_cast<std::size_t>(number) % size;
    }
    void forget_all() noexcept;

    static std::atomic<std::uint64_t> closings;
    static constinit thread_local waitable_cache* current
        __attribute__((tls_model("initial-exec")));

    std::uint64_t closings_ = 0;
    std::array<known_waitable, size> slots_;
};

}  // namespace mapview::kernel
