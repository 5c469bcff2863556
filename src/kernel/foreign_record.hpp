// kernel/foreign_record.hpp - where the memory of a foreign section is, for all who open it.
// SPDX-License-Identifier: MIT
#pragma once

#include "kernel/status.hpp"

#include <sys/types.h>

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>

namespace mapview::kernel {

/// A file without a name, and a descriptor by which it can be opened. Device and inode are those of
/// stat, and are what counts: the descriptor may have been closed, or mean something else by now.
struct memory_place {
    std::uint64_t device = 0;
    std::uint64_t inode = 0;
    std::uint64_t size = 0;  ///< in bytes
    pid_t pid = 0;
    int fd = -1;
    std::array<char, 208> source{};  ///< who made the memory: UTF-8, ends with a NUL
};

/// The contents of a foreign section's own memory, a sealed memfd like any other object's.
///
/// The generation counts the places that the name has led to. Place g is kept in slot g % 2, and
/// written before the generation becomes g: a publisher that is killed in between leaves the place
/// before it, whole.
class foreign_record {
  public:
    static constexpr std::size_t size = 4096;

    /// What is there now. False where that is no record, or is rewritten without end.
    bool read(std::uint64_t& generation, bool& present, memory_place& place) const noexcept;

    /// For the one publisher: the next place, with its source there. Returns its generation.
    std::uint64_t write(const memory_place& place) noexcept;

    /// For the one publisher: whether the program behind the memory is still there.
    void set_present(bool present) noexcept { present_.store(present ? 1 : 0); }

  private:
    struct slot {
        std::uint64_t generation;
        memory_place place;
    };

    std::atomic<std::uint64_t> generation_;
    std::atomic<std::uint64_t> present_;
    std::array<slot, 2> slots_;
};
static_assert(sizeof(foreign_record) <= foreign_record::size);
static_assert(std::atomic<std::uint64_t>::is_always_lock_free);

/// A record mapped from its memory; null where that is not possible.
class mapped_record {
  public:
    mapped_record() noexcept = default;
    mapped_record(int memory, bool writable) noexcept;
    mapped_record(mapped_record&& other) noexcept;
    mapped_record& operator=(mapped_record other) noexcept;
    ~mapped_record();

    explicit operator bool() const noexcept { return record_ != nullptr; }
    foreign_record* operator->() const noexcept { return record_; }

  private:
    foreign_record* record_ = nullptr;
};

}  // namespace mapview::kernel
