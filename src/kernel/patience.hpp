// kernel/patience.hpp - how long a call goes on trying.
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <thread>

namespace mapview::kernel {

/// Another try at once for a few times, then after a pause that grows, for a second in all. Tries
/// fail where another process changed the name meanwhile, or is just dying: a matter of
/// microseconds. Longer ones end in an error, never in a hang.
class patience {
  public:
    /// Waits its time; false where it has run out.
    bool allows_another_try() {
        if (++tries_ <= at_once) return true;
        if (waited_ >= limit) return false;
        std::this_thread::sleep_for(pause_);
        waited_ += pause_;
        if (pause_ < longest_pause) pause_ *= 2;
        return true;
    }

  private:
    static constexpr int at_once = 8;
    static constexpr std::chrono::microseconds longest_pause{10'000};
    static constexpr std::chrono::microseconds limit{1'000'000};

    int tries_ = 0;
    std::chrono::microseconds pause_{100};
    std::chrono::microseconds waited_{0};
};

}  // namespace mapview::kernel
