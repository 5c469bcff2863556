// SPDX-License-Identifier: MIT
#include "role_table.hpp"

#include "failure.hpp"
#include "processor.hpp"

#include <cstdio>

#include <sys/resource.h>
#include <unistd.h>

namespace {

using namespace bench;

void allow_all_descriptors() {
    rlimit limit;
    check_call(getrlimit(RLIMIT_NOFILE, &limit) == 0, "getrlimit");
    limit.rlim_cur = limit.rlim_max;
    check_call(setrlimit(RLIMIT_NOFILE, &limit) == 0, "setrlimit");
}

}  // namespace

bool bench::is_role(const role_table& roles, const std::vector<std::string>& words) {
    const auto found = words.empty() ? roles.end() : roles.find(words[0]);
    return found != roles.end() && found->second.words == words.size();
}

int bench::play_role(const role_table& roles, const std::vector<std::string>& words) {
    release_processor();
    allow_all_descriptors();
    try {
        roles.at(words[0]).play(words);
        return 0;
    } catch (const std::exception& e) {
        std::fprintf(stderr, "mapview-bench %s: %s\n", words[0].c_str(), e.what());
        return 1;
    }
}

void bench::say_ready(const std::string& report) {
    std::printf("%s\n", report.c_str());
    std::fflush(stdout);
}

void bench::stay() {
    char c;
    while (read(STDIN_FILENO, &c, 1) > 0) continue;
}
