// bridge/listed_name.hpp - a name as the list of objects shows it.
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace mapview::bridge {

/// `Local\` is the name space of names without a prefix.
inline std::string listed_name(const std::string& name) {
    constexpr std::string_view local = "Local\\";
    return name.starts_with(local) ? name.substr(local.size()) : name;
}

}  // namespace mapview::bridge
