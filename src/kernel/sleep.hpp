// kernel/sleep.hpp - letting time pass.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

namespace mapview::kernel {

/// At least so many milliseconds on the monotonic clock, whatever signals come; `endless` does not
/// return. 0 gives the processor to another thread that is ready.
void sleep_for(std::uint32_t milliseconds) noexcept;

}  // namespace mapview::kernel
