// bench/processor.hpp - on which processor the calling process runs.
// SPDX-License-Identifier: MIT
#pragma once

namespace bench {

/// Keeps this thread, and the processes that it starts, on one processor.
void pin_to_processor(int number);

/// Lets the scheduler choose again.
void release_processor();

}  // namespace bench
