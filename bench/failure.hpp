// bench/failure.hpp - a benchmark call that failed stops the run: a failure is not a fast success.
// SPDX-License-Identifier: MIT
#pragma once

#include <cerrno>
#include <stdexcept>
#include <string>
#include <system_error>

namespace bench {

/// Throws errno's meaning where a system call failed.
inline void check_call(bool succeeded, const char* call) {
    if (!succeeded) throw std::system_error(errno, std::generic_category(), call);
}

/// For interfaces that keep the reason elsewhere.
inline void check(bool succeeded, const std::string& what) {
    if (!succeeded) throw std::runtime_error(what);
}

}  // namespace bench
