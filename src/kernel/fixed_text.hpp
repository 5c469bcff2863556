// kernel/fixed_text.hpp - short text put together without an allocation.
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <charconv>
#include <concepts>
#include <cstddef>
#include <string_view>

namespace mapview::kernel {

/// At most Capacity bytes; what does not fit is cut off, so the capacity must suit what is put in.
template <std::size_t Capacity>
class fixed_text {
  public:
    fixed_text& add(std::string_view text) noexcept {
        const std::size_t fits = std::min(text.size(), Capacity - size_);
        text.copy(text_.data() + size_, fits);
        return grow(fits);
    }

    fixed_text& add(std::integral auto number, int base = 10) noexcept {
        char* const at = text_.data() + size_;
        const auto [end, error] = std::to_chars(at, text_.data() + Capacity, number, base);
        return grow(error == std::errc() ? static_cast<std::size_t>(end - at) : 0);
    }

    const char* c_str() const noexcept { return text_.data(); }
    std::string_view view() const noexcept { return {text_.data(), size_}; }
    std::size_t room() const noexcept { return Capacity - size_; }

  private:
    fixed_text& grow(std::size_t by) noexcept {
        size_ += by;
        text_[size_] = '\0';
        return *this;
    }

    std::size_t size_ = 0;
    std::array<char, Capacity + 1> text_;
};

}  // namespace mapview::kernel
