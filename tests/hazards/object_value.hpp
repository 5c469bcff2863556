// hazards/object_value.hpp - what a waitable object is worth, asked without taking.
// SPDX-License-Identifier: MIT
#pragma once

#include <windows.h>

#include <unistd.h>

#include <cstdint>

namespace test {

/// The `value` in the object's page (docs/waits.md): tickets and the signal of an event, the count
/// of a semaphore.
inline std::uint32_t object_value(HANDLE object) {
    const int memory = static_cast<int>(reinterpret_cast<ULONG_PTR>(object) / 4 - 1);
    const long place = ::sysconf(_SC_PAGESIZE) - 12;
    std::uint32_t value = 0xBAD;
    return ::pread(memory, &value, sizeof value, place) == ssize_t{sizeof value} ? value : 0xBAD;
}

/// Of an auto-reset event or a semaphore: how many waits it would let pass.
inline std::uint32_t object_units(HANDLE object) {
    const std::uint32_t value = object_value(object);
    return (value & 0x7FFFFFFF) + (value >> 31);
}

}  // namespace test
