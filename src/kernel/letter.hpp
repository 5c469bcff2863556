// kernel/letter.hpp - a handle on its way to another process.
// SPDX-License-Identifier: MIT
#pragma once

#include "kernel/descriptor.hpp"
#include "kernel/protection.hpp"

#include <cstdint>

namespace mapview::kernel {

enum class sent_kind : std::uint8_t { memory, file, process, first_thread };

/// One message with the handle's descriptors. While nobody has read it the kernel holds them.
struct letter {
    sent_kind kind = sent_kind::memory;
    rights granted = 0;
    bool inheritable = false;
    descriptor reservation;  ///< of the handle's number (reserved_number.hpp)
    descriptor handle;       ///< the object's memory, or the thing itself
    descriptor file;         ///< of a section of a file
    descriptor folder;       ///< of a name: counted in
};

/// False, with errno, where nothing was sent.
bool send_letter(int connection, const letter& sent) noexcept;

enum class reading {
    done,
    later,    ///< it is not there yet, or this process has no descriptors left for it; it stays
    nothing,  ///< nor will anything come: what is there is no letter
};

/// Reads the one letter of a connection.
reading read_letter(int connection, letter& read) noexcept;

}  // namespace mapview::kernel
