// bridge/memory_holders.hpp - which programs of a prefix have a mapping.
// SPDX-License-Identifier: MIT
#pragma once

#include <sys/stat.h>
#include <sys/types.h>

#include <string>
#include <vector>

namespace mapview::bridge {

struct program {
    pid_t pid;
    std::string name;
};

/// Wine keeps the file behind a mapping open in each program that has the mapping. For each file,
/// those other than the agent and wineserver.
std::vector<std::vector<program>> programs_with(const std::vector<struct stat>& files, pid_t agent);

/// "4711 acs.exe, 4802 radar.exe"
std::string text_of(const std::vector<program>& programs);

}  // namespace mapview::bridge
