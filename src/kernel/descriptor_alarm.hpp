// kernel/descriptor_alarm.hpp - sleeping on descriptors together with futexes.
// SPDX-License-Identifier: MIT
#pragma once

#include "kernel/io_ring.hpp"

#include <array>
#include <cstdint>
#include <span>

namespace mapview::kernel {

/// A word that changes once a descriptor is readable: for the calling thread to sleep on beside
/// others. One at a time in a thread.
class descriptor_alarm {
  public:
    /// At most io_ring::most_requests descriptors, which stay open while this lives.
    explicit descriptor_alarm(std::span<const int> descriptors) noexcept;
    descriptor_alarm(const descriptor_alarm&) = delete;
    descriptor_alarm& operator=(const descriptor_alarm&) = delete;
    ~descriptor_alarm();

    /// False where the system has no io_uring for this thread.
    bool is_set() const noexcept { return ring_ != nullptr; }

    /// The word, and its value at the beginning. Another one: a descriptor was readable, or the
    /// kernel could not watch it.
    const sleeping_place& place() const noexcept { return place_; }

  private:
    io_ring* ring_;
    std::uint32_t count_;
    sleeping_place place_;
};

}  // namespace mapview::kernel
