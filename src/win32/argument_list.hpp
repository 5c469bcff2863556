// win32/argument_list.hpp - the arguments behind a format.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdarg>

namespace mapview::win32 {

/// A copy of a va_list that can be handed on by reference on every machine.
class argument_list {
  public:
    static constexpr bool numbered = false;  // they follow one another

    explicit argument_list(va_list arguments) noexcept { va_copy(list_, arguments); }
    argument_list(const argument_list&) = delete;
    argument_list& operator=(const argument_list&) = delete;
    ~argument_list() { va_end(list_); }

    /// The next one, which must be of that type as a variadic function takes it.
    template <class Value>
    Value next() noexcept {
        // clang 14 does not see that the constructor has filled it.
        return va_arg(list_, Value);  // NOLINT(clang-analyzer-valist.Uninitialized)
    }

  private:
    va_list list_;
};

}  // namespace mapview::win32
