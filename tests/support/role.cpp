// SPDX-License-Identifier: MIT
#include "support/role.hpp"

#include <cstdio>
#include <exception>
#include <iostream>
#include <map>

namespace test {
namespace {

using player = int (*)(const arguments&);

std::map<std::string, player>& players() {
    static std::map<std::string, player> all;
    return all;
}

}  // namespace

role::role(const char* name, player play) {
    players().emplace(name, play);
}

int play_role(const std::string& name, const arguments& given) {
    const auto found = players().find(name);
    if (found == players().end()) {
        std::fprintf(stderr, "no role '%s' in this program\n", name.c_str());
        return 99;
    }
    try {
        return found->second(given);
    } catch (const std::exception& failure) {
        std::fprintf(stderr, "role '%s': %s\n", name.c_str(), failure.what());
        return 98;
    }
}

void say(std::string_view line) {
    std::cout << line << '\n' << std::flush;
}

std::string hear() {
    std::string line;
    std::getline(std::cin, line);
    if (!line.empty() && line.back() == '\r') line.pop_back();
    return line;
}

}  // namespace test
