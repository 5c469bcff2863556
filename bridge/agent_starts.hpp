// bridge/agent_starts.hpp - when an agent is started again, and what is told of one that did not.
// SPDX-License-Identifier: MIT
#pragma once

#include "bridge/failure.hpp"
#include "bridge/trouble.hpp"

#include <chrono>
#include <string>
#include <utility>

namespace mapview::bridge {

class agent_starts {
  public:
    /// `name` is the one that the agent is for; empty where it is for many.
    agent_starts(std::string name, observer tell)
        : name_(std::move(name)), tell_(std::move(tell)) {}

    /// Whether one may be started now: not at every look while it does not work.
    bool due() const { return clock::now() >= next_; }

    /// A prefix that is ending lets no agent start once, which is no trouble of anybody's.
    void failed(const agent_lost& why) {
        next_ = clock::now() + std::chrono::milliseconds(500);
        if (++failures_ > 1) trouble_.tell(tell_, name_, why.what());
    }

    void succeeded() {
        failures_ = 0;
        trouble_.clear();
    }

  private:
    using clock = std::chrono::steady_clock;

    std::string name_;
    observer tell_;
    trouble trouble_;
    int failures_ = 0;
    clock::time_point next_;
};

}  // namespace mapview::bridge
