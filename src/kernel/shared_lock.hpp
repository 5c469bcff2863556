// kernel/shared_lock.hpp - a lock of one process that many share or one has alone.
// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <cstdint>

namespace mapview::kernel {

/// Two words, zero where nobody has it; the design is that of Rust's std::sync::RwLock. `state`
/// counts those who share it, or says that one has it alone, and tells in two bits who may sleep:
/// those who want to share on `state`, those who want it alone on `turns`, of which a release
/// wakes one. Who wants it alone comes before who wants to share. Not recursive.
class shared_lock {
  public:
    bool try_lock() noexcept;
    bool try_lock_shared() noexcept;
    void lock() noexcept;
    void lock_shared() noexcept;
    void unlock() noexcept;
    void unlock_shared() noexcept;

  private:
    void lock_contended() noexcept;
    void lock_shared_contended() noexcept;
    void wake(std::uint32_t seen) noexcept;
    bool wake_one_alone() noexcept;

    std::atomic<std::uint32_t> state_ = 0;
    std::atomic<std::uint32_t> turns_ = 0;
};

static_assert(sizeof(shared_lock) == sizeof(void*));

}  // namespace mapview::kernel
