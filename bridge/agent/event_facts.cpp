// SPDX-License-Identifier: MIT
#include "event_facts.hpp"

#include "nt.hpp"

namespace mapview::bridge {

event_facts event_facts_of(HANDLE event) noexcept {
    nt::event_basic_information facts{};
    if (NtQueryEvent(event, 0, &facts, sizeof facts, nullptr) != 0) return {};
    constexpr LONG notification_event = 0;
    return {facts.type == notification_event, facts.state != 0};
}

}  // namespace mapview::bridge
