// progress.hpp - one line on the terminal that tells how far a copy is.
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

namespace tool {

/// Shows nothing where standard error is no terminal or the copy is too small to wait for.
class progress {
  public:
    /// `total` is the number of bytes to come, where that is known.
    explicit progress(std::optional<std::uint64_t> total);
    progress(const progress&) = delete;
    progress& operator=(const progress&) = delete;
    ~progress();

    void add(std::uint64_t bytes);
    std::uint64_t bytes() const noexcept { return bytes_; }

    /// Shows the last state, which stays on the terminal.
    void finish();

  private:
    using clock = std::chrono::steady_clock;

    void show(clock::time_point now);

    std::optional<std::uint64_t> total_;
    std::uint64_t bytes_ = 0;
    bool terminal_;
    bool shown_ = false;
    clock::time_point begin_ = clock::now();
    clock::time_point next_ = begin_;
};

}  // namespace tool
