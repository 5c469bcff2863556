// kernel/sent_handle.hpp - handles that this process got from others.
// SPDX-License-Identifier: MIT
#pragma once

namespace mapview::kernel {

/// Enters what the inbox has. What is no whole handle is thrown away. Under a fork_guard.
void enter_sent_handles();

/// The same and, where `number` is still unknown then, the handle of that number that came through
/// exec.
void enter_sent_handle(int number);

}  // namespace mapview::kernel
