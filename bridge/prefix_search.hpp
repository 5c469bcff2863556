// bridge/prefix_search.hpp - the prefix that the user means, whenever it runs.
// SPDX-License-Identifier: MIT
#pragma once

#include "bridge/wine_server.hpp"

#include <chrono>
#include <string>

namespace mapview::bridge {

/// Which prefix: the folder's, that in which the process runs, or else the only one that runs.
struct prefix_choice {
    std::string folder;
    pid_t process = 0;
};

/// One for everything that a bridge does.
class prefix_search {
  public:
    explicit prefix_search(prefix_choice choice) : choice_(std::move(choice)) {}

    /// The prefix's server; pid 0 while it does not run. Once found it is looked for again and not
    /// another. Throws failure where the choice is none, several prefixes run, or one that lets
    /// nobody look at it.
    wine_server find();

    /// Whether there was none when last asked.
    bool is_waiting() const noexcept { return waiting_; }

  private:
    wine_server look() const;

    prefix_choice choice_;
    wine_server found_;
    bool waiting_ = false;
    std::chrono::steady_clock::time_point next_look_;
};

}  // namespace mapview::bridge
