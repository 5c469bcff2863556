// input.hpp - a file or standard input, to read from.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>

namespace tool {

class input {
  public:
    /// Opens a file; "-" is standard input. Throws std::system_error.
    explicit input(const std::string& path);
    input(const input&) = delete;
    input& operator=(const input&) = delete;
    ~input();

    /// As messages call it.
    const std::string& name() const noexcept { return name_; }

    /// The bytes still to come, where that is known: from a regular file.
    std::optional<std::uint64_t> remaining() const noexcept { return remaining_; }

    /// Reads some bytes; 0 at the end. Throws std::system_error.
    std::size_t read(std::span<std::byte> buffer);

  private:
    std::string name_;
    std::optional<std::uint64_t> remaining_;
    int descriptor_ = -1;
};

}  // namespace tool
