// bench/own_name.hpp - names that no other run uses.
// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include <unistd.h>

namespace bench {

inline std::string own_name(const std::string& purpose) {
    return "mapview-bench-" + std::to_string(getpid()) + '-' + purpose;
}

}  // namespace bench
