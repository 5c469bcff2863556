// kernel/reserved_number.hpp - the numbers of handles that come from another process.
// SPDX-License-Identifier: MIT
//
// Who gives a handle to another process must tell its value at once, and no descriptor's number can
// be known there. So such a handle has a number of its own, which the kernel keeps from being given
// twice: a socket is bound to an abstract name that says the number, and goes along with the
// handle, through fork and exec as well. Whoever is killed, the number is free with the last copy.
#pragma once

#include "kernel/descriptor.hpp"

#include <optional>

namespace mapview::kernel {

/// Above any descriptor; the HANDLE of such a number fits 31 bits.
inline constexpr int first_reserved_number = 1 << 28;

/// Reserves a number that no other handle of any process has. Empty, with errno, on failure.
descriptor reserve_number(int& number) noexcept;

/// Whether some process has a handle of that number, or is getting one.
bool is_reserved(int number) noexcept;

/// The number that a descriptor reserves, if it does.
std::optional<int> number_reserved_by(int reservation) noexcept;

/// What a reservation carries along: the descriptor of the handle that has its number.
void note_descriptor(int reservation, int handle) noexcept;
std::optional<int> noted_descriptor(int reservation) noexcept;

}  // namespace mapview::kernel
