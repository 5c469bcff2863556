// bridge/native_event.hpp - what is known of a native event without waiting for it.
// SPDX-License-Identifier: MIT
#pragma once

#include <mapview/object_list.hpp>

#include <optional>
#include <string>
#include <utility>

namespace mapview::bridge {

/// Looks at the event of a name.
class native_event {
  public:
    explicit native_event(std::string name) : name_(std::move(name)) {}

    /// Whether it is a manual-reset one; none where no event has the name.
    std::optional<bool> manual_reset() const;

    /// The same, where others than this process have it. Quick when called again and again.
    std::optional<bool> manual_reset_of_others();

  private:
    std::string name_;
    std::optional<holder> daemon_;  ///< who has it by fork alone, for that is slow to find
};

/// "manual-reset" or "auto-reset".
std::string kind_of_event(bool manual_reset);

}  // namespace mapview::bridge
