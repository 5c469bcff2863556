// bridge/native_event.hpp - what is known of a native event without waiting for it.
// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>

namespace mapview::bridge {

struct native_event {
    bool manual_reset = false;
    bool held_by_others = false;  ///< than this process
};

/// None where no event has the name.
std::optional<native_event> look_at_event(const std::string& name);

/// "manual-reset" or "auto-reset".
std::string kind_of_event(bool manual_reset);

}  // namespace mapview::bridge
