// bench/role_table.hpp - what a program can do as somebody's holder process (holder.hpp).
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

namespace bench {

struct role {
    std::size_t words;  ///< how many it is called with, its name included
    void (*play)(const std::vector<std::string>& words);
};

/// Roles by their names.
using role_table = std::map<std::string, role>;

bool is_role(const role_table& roles, const std::vector<std::string>& words);

/// Plays a role on any processor, and with all the descriptors that a process may have. Returns
/// the program's exit code: 1 where the role failed, which it says on standard error.
int play_role(const role_table& roles, const std::vector<std::string>& words);

/// For roles: tells the process that started this one that all is there. One line, once.
void say_ready(const std::string& report);

/// For roles: returns when that process ends, or wants this one to.
void stay();

}  // namespace bench
