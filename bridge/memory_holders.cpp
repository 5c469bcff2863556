// SPDX-License-Identifier: MIT
#include "bridge/memory_holders.hpp"

#include "bridge/process.hpp"

#include <unistd.h>

#include <cstddef>

namespace mapview::bridge {

std::vector<std::vector<program>> programs_with(const std::vector<struct stat>& files,
                                                pid_t agent) {
    std::vector<std::vector<program>> programs(files.size());
    for (const pid_t pid : own_processes()) {
        if (pid == agent || pid == ::getpid()) continue;
        std::vector<bool> has(files.size());
        for (const int number : descriptors_of(pid)) {
            const auto found = file_of(pid, number);
            if (!found || !S_ISREG(found->st_mode) || found->st_nlink != 0) continue;
            for (std::size_t i = 0; i < files.size(); ++i)
                if (found->st_ino == files[i].st_ino && found->st_dev == files[i].st_dev)
                    has[i] = true;
        }
        const std::string name = program_of(pid);
        if (name.starts_with("wineserver") || name == "mapview") continue;
        for (std::size_t i = 0; i < files.size(); ++i)
            if (has[i]) programs[i].push_back({pid, name});
    }
    return programs;
}

std::string text_of(const std::vector<program>& programs) {
    std::string text;
    for (const auto& [pid, name] : programs)
        text += (text.empty() ? "" : ", ") + std::to_string(pid) + " " + name;
    return text;
}

}  // namespace mapview::bridge
