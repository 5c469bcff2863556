// bridge/agent/followed_event.hpp - an event of the prefix, for the bridge to tell of natively.
// SPDX-License-Identifier: MIT
#pragma once

#include <windows.h>

#include "protocol.hpp"

namespace mapview::bridge {

/// Waits for the event of this name as any Windows program would, and tells of each change; never
/// returns. Where a program has not made it yet it is waited for; where all programs have closed
/// it, so does this one, and waits anew.
[[noreturn]] void follow_event(const wchar_t* name,
                               void (*tell)(const protocol::event_report&)) noexcept;

}  // namespace mapview::bridge
