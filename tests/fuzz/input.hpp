// fuzz/input.hpp - the bytes that libFuzzer hands out, taken piece by piece.
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>

namespace fuzz {

class input {
  public:
    input(const std::uint8_t* data, std::size_t size) : data_(data), left_(size) {}

    bool empty() const noexcept { return left_ == 0; }

    /// The next number; zeros where the input has ended.
    template <class Number>
    Number take() {
        Number number{};
        const std::size_t length = std::min(sizeof number, left_);
        std::memcpy(&number, data_, length);
        skip(length);
        return number;
    }

    /// The next bytes: as many as their first byte says, or as are left.
    std::string take_text() {
        const std::size_t length = std::min<std::size_t>(take<std::uint8_t>(), left_);
        std::string text(reinterpret_cast<const char*>(data_), length);
        skip(length);
        return text;
    }

  private:
    void skip(std::size_t length) {
        data_ += length;
        left_ -= length;
    }

    const std::uint8_t* data_;
    std::size_t left_;
};

/// Ends the run with a finding where the condition does not hold.
inline void require(bool condition) {
    if (!condition) __builtin_trap();
}

}  // namespace fuzz
