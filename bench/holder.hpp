// bench/holder.hpp - another process that holds objects.
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include <sys/types.h>

namespace bench {

/// Runs this program again in one of the roles of roles.hpp. The constructor returns when the
/// process says that it has done its part; the destructor tells it to end and waits for it.
class holder {
  public:
    explicit holder(const std::vector<std::string>& role);
    holder(const holder&) = delete;
    holder& operator=(const holder&) = delete;
    ~holder();

    /// What the process said: the place of what it holds, or what it found out.
    const std::string& report() const { return report_; }

    /// kill -9, without waiting for the process to be gone.
    void kill();

  private:
    pid_t pid_ = -1;
    int hold_on_ = -1;  ///< the process ends when this pipe is closed, also by our own death
    std::string report_;
};

}  // namespace bench
