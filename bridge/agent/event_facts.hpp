// bridge/agent/event_facts.hpp - what NtQueryEvent tells of an event.
// SPDX-License-Identifier: MIT
#pragma once

#include <windows.h>

namespace mapview::bridge {

struct event_facts {
    bool manual = false;
    bool set = false;
};
event_facts event_facts_of(HANDLE event) noexcept;

}  // namespace mapview::bridge
