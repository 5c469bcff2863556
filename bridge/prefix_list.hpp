// bridge/prefix_list.hpp - every running prefix, and what its programs share.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace mapview::bridge {

struct mapping_info {
    std::string name;
    std::uint64_t size = 0;  ///< in bytes, whole pages: Wine does not keep what was asked for
    std::uint32_t handles = 0;
    std::string programs;  ///< "4711 acs.exe"
};

struct prefix_info {
    std::string folder;
    std::vector<mapping_info> mappings;
    std::string trouble;  ///< why its mappings are not known; else empty
};

/// Looks, and leaves nothing in the prefixes. Throws failure where the only one lets nobody look.
std::vector<prefix_info> list_prefixes();

}  // namespace mapview::bridge
