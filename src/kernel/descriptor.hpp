// kernel/descriptor.hpp - owns a file descriptor.
// SPDX-License-Identifier: MIT
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <utility>

namespace mapview::kernel {

/// Move-only; -1 means none. Destruction closes and leaves errno alone.
class descriptor {
  public:
    descriptor() noexcept = default;
    explicit descriptor(int owned) noexcept : number_(owned) {}
    descriptor(descriptor&& other) noexcept : number_(other.release()) {}
    descriptor& operator=(descriptor other) noexcept {
        std::swap(number_, other.number_);
        return *this;
    }
    ~descriptor() { close(); }

    explicit operator bool() const noexcept { return number_ >= 0; }
    int get() const noexcept { return number_; }
    int release() noexcept { return std::exchange(number_, -1); }

    void close() noexcept {
        if (number_ >= 0) close_number(release());
    }

  private:
    static void close_number(int number) noexcept;

    int number_ = -1;
};

/// The same file under a number that no standard stream has: a program whose standard output is
/// closed must not print into an object that got its number. Empty, with errno, on failure.
descriptor above_standard_streams(descriptor file, bool inheritable) noexcept;

/// What fstat tells of a file; zeros where it fails.
struct file_facts {
    ino_t inode = 0;
    std::uint64_t size = 0;
};
file_facts facts_of(int fd) noexcept;

}  // namespace mapview::kernel
