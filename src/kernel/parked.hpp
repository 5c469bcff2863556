// kernel/parked.hpp - what a handle's memory carries along.
// SPDX-License-Identifier: MIT
#pragma once

#include "kernel/protection.hpp"

#include <sys/types.h>

#include <optional>

namespace mapview::kernel {

/// What stands in the position of a memory's description, which needs it for nothing else. It goes
/// with the description through fork and exec, and can be read by other processes.
struct parked {
    rights granted = 0;
    int file = -1;    ///< the descriptor of the file whose pages a section shows
    int folder = -1;  ///< that of the object's folder

    off_t position() const noexcept;
    static std::optional<parked> parse(off_t position) noexcept;
};

/// Parks for a descriptor of this process, in place of what was there.
void park(int memory, const parked& what) noexcept;

/// What a descriptor of this process carries; nothing where it is none of a handle.
std::optional<parked> parked_in(int memory) noexcept;

/// The same of another process.
std::optional<parked> parked_by(pid_t process, int memory);

}  // namespace mapview::kernel
