// support/sanitizer.hpp - what cannot be tested in an instrumented program.
// SPDX-License-Identifier: MIT
#pragma once

#include <type_traits>

namespace test {

#if defined(__SANITIZE_ADDRESS__)
inline constexpr bool has_address_sanitizer = true;
#elif defined(__has_feature)
inline constexpr bool has_address_sanitizer = __has_feature(address_sanitizer);
#else
inline constexpr bool has_address_sanitizer = false;
#endif

#if defined(__SANITIZE_THREAD__)
inline constexpr bool has_thread_sanitizer = true;
#elif defined(__has_feature)
inline constexpr bool has_thread_sanitizer = __has_feature(thread_sanitizer);
#else
inline constexpr bool has_thread_sanitizer = false;
#endif

/// AddressSanitizer's allocator (that of clang 14 and GCC 12) does not prepare for fork: where
/// other threads allocate, the child may find it locked, and hangs at its first allocation.
inline constexpr bool fork_amid_threads_may_hang = has_address_sanitizer;

/// Calls a function that was found by its name. To clang's sanitizer one that takes a char32_t* is
/// not what takes a wchar_t*; to the machine it is.
template <class Result, class... Parameters>
#ifdef __clang__
__attribute__((no_sanitize("function")))
#endif
Result
call_found(Result (*function)(Parameters...), std::type_identity_t<Parameters>... passed) {
    return function(passed...);
}

}  // namespace test
