// bridge/failure.hpp - what the bridge cannot do, and why.
// SPDX-License-Identifier: MIT
#pragma once

#include <stdexcept>

namespace mapview::bridge {

/// what() is a sentence for the user.
struct failure : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// There is no agent any more: killed, or the prefix has ended.
struct agent_lost : failure {
    using failure::failure;
};

}  // namespace mapview::bridge
