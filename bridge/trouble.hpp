// bridge/trouble.hpp - what does not work for now, told once.
// SPDX-License-Identifier: MIT
#pragma once

#include "bridge/event.hpp"

#include <string>

namespace mapview::bridge {

class trouble {
  public:
    /// Tells it, unless that is what was told last. `name` is the native section's or event's.
    void tell(const observer& tell, const std::string& name, const std::string& text) {
        if (text == told_) return;
        told_ = text;
        event what{event::kind::trouble};
        what.name = name;
        what.text = text;
        tell(what);
    }

    /// It works again: the same trouble would be news.
    void clear() { told_.clear(); }

  private:
    std::string told_;
};

}  // namespace mapview::bridge
