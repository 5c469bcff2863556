// support/sanitizer.hpp - what cannot be tested in an instrumented program.
// SPDX-License-Identifier: MIT
#pragma once

namespace test {

/// AddressSanitizer's allocator (that of clang 14 and GCC 12) does not prepare for fork: where
/// other threads allocate, the child may find it locked, and hangs at its first allocation.
#if defined(__SANITIZE_ADDRESS__)
inline constexpr bool fork_amid_threads_may_hang = true;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
inline constexpr bool fork_amid_threads_may_hang = true;
#else
inline constexpr bool fork_amid_threads_may_hang = false;
#endif
#else
inline constexpr bool fork_amid_threads_may_hang = false;
#endif

}  // namespace test
