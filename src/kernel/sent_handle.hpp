// kernel/sent_handle.hpp - handles that this process got from others.
// SPDX-License-Identifier: MIT
#pragma once

namespace mapview::kernel {

/// Enters what the inbox has and, where `number` is still unknown then, the handle of that number
/// that came through exec. What is no whole handle is thrown away. Under a fork_guard.
void enter_sent_handles(int number);

}  // namespace mapview::kernel
