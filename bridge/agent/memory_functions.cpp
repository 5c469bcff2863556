// bridge/agent/memory_functions.cpp - what a compiler expects of every program, for one that has no
// C run time.
// SPDX-License-Identifier: MIT
#include <cstddef>

extern "C" {

void* memmove(void* to, const void* from, std::size_t bytes) noexcept {
    auto* const target = static_cast<volatile unsigned char*>(to);
    const auto* const source = static_cast<const unsigned char*>(from);
    if (target <= source)
        for (std::size_t i = 0; i < bytes; ++i) target[i] = source[i];
    else
        for (std::size_t i = bytes; i > 0; --i) target[i - 1] = source[i - 1];
    return to;
}

void* memcpy(void* to, const void* from, std::size_t bytes) noexcept {
    return memmove(to, from, bytes);
}

void* memset(void* to, int value, std::size_t bytes) noexcept {
    auto* const target = static_cast<volatile unsigned char*>(to);
    for (std::size_t i = 0; i < bytes; ++i) target[i] = static_cast<unsigned char>(value);
    return to;
}
}
