// kernel/taken.hpp - how an attempt to take an object ended.
// SPDX-License-Identifier: MIT
#pragma once

namespace mapview::kernel {

enum class taken {
    no,
    yes,
    yes_abandoned,  ///< a mutex whose owner died; told once
    too_many,       ///< this thread owns as many mutexes as the kernel could bury
    too_often,      ///< it owns this mutex as many times as can be counted
};

}  // namespace mapview::kernel
