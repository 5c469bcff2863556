// SPDX-License-Identifier: MIT
#include "roles.hpp"

#include "contender.hpp"
#include "failure.hpp"
#include "footprint.hpp"
#include "role_table.hpp"

#include <mapview/mapview.hpp>

#include <csignal>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace {

using namespace bench;
using words = std::vector<std::string>;

void hold_object(const words& role) {
    for (const auto& contender : all_contenders()) {
        if (contender->title() != role[1]) continue;
        say_ready(contender->hold(role[2], std::stoull(role[3])));
        stay();
        contender->release();
        return;
    }
    throw std::invalid_argument("no contender is called " + role[1]);
}

void hold_names(const words& role) {
    std::vector<mapview::section> held(std::stoul(role[2]));
    std::size_t made = 0;
    for (; made < held.size(); ++made) {
        std::error_code ec;
        held[made] = mapview::section::create(role[1] + std::to_string(made), {.size = 4096}, ec);
        if (ec == mapview::errc::too_many_open_files) break;
        if (ec) throw mapview::error(ec, "create section", role[1]);
    }
    say_ready(std::to_string(made));
    stay();
}

void hold_handles(const words& role) {
    const auto handles = std::stoul(role[2]);
    const auto processes = std::stoul(role[3]);
    int opened[2];
    check_call(pipe(opened) == 0, "pipe");
    for (std::size_t i = 0; i < processes; ++i) {
        const pid_t child = fork();
        check_call(child >= 0, "fork");
        if (child != 0) continue;
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        std::vector<mapview::section> held(handles);
        for (auto& section : held) section = mapview::section::open(role[1]);
        check_call(write(opened[1], "+", 1) == 1, "write");
        close(opened[1]);
        stay();
        held.clear();
        _exit(0);
    }
    close(opened[1]);
    for (std::size_t i = 0; i < processes; ++i) {
        char c;
        check(read(opened[0], &c, 1) == 1, "a process that should open " + role[1] + " failed");
    }
    say_ready(std::to_string(handles * processes));
    stay();
    while (wait(nullptr) > 0) continue;
}

void weigh(const words& role) {
    say_ready(to_line(measure_footprint(std::stoul(role[1]))));
    stay();
}

const role_table roles = {
    {"hold-object", {4, hold_object}},
    {"hold-names", {3, hold_names}},
    {"hold-handles", {4, hold_handles}},
    {"weigh", {2, weigh}},
};

}  // namespace

bool bench::is_role(const std::vector<std::string>& words) {
    return is_role(roles, words);
}

int bench::play_role(const std::vector<std::string>& words) {
    return play_role(roles, words);
}
