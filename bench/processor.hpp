// bench/processor.hpp - on which processor the calling process runs.
// SPDX-License-Identifier: MIT
#pragma once

namespace bench {

/// Keeps this thread, and the processes that it starts, on one processor.
void pin_to_processor(int number);

/// The same for two, between which the scheduler chooses.
void pin_to_either(int one, int other);

/// Lets the scheduler choose again.
void release_processor();

}  // namespace bench
