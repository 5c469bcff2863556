// bridge/agent_file.hpp - the agent as a file that Wine can start.
// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string>

namespace mapview::bridge {

/// The agent's bytes, as they were built into this program; empty where it was built without.
extern const std::span<const unsigned char> agent_64_bit;
extern const std::span<const unsigned char> agent_32_bit;

/// Puts the agent into the user's cache folder, $XDG_CACHE_HOME/mapview or ~/.cache/mapview, where
/// it is not there already, and returns its path. Throws failure where that is not possible, or
/// the agent is not there to put.
std::string agent_file(bool for_32_bit_prefix);

}  // namespace mapview::bridge
