// bench/waits/roles.hpp - what this program does as somebody's holder process (../holder.hpp).
// SPDX-License-Identifier: MIT
#pragma once

#include "role_table.hpp"

namespace bench {

/// The roles:
///   hold-events PREFIX COUNT   up to COUNT events; reports how many it could make
///   weigh-waitables COUNT      reports what objects and handles cost (measurements.hpp)
const role_table& roles_of_waits();

}  // namespace bench
