// SPDX-License-Identifier: MIT
#include "roles.hpp"

#include "measurements.hpp"

#include <mapview/event.hpp>

namespace {

using namespace bench;
using words = std::vector<std::string>;

void hold_events(const words& role) {
    std::vector<mapview::event> held(std::stoul(role[2]));
    std::size_t made = 0;
    for (; made < held.size(); ++made) {
        std::error_code ec;
        held[made] = mapview::event::create(role[1] + std::to_string(made), {}, ec);
        if (ec == mapview::errc::too_many_open_files) break;
        if (ec) throw mapview::error(ec, "create event", role[1]);
    }
    say_ready(std::to_string(made));
    stay();
}

void weigh_all(const words& role) {
    say_ready(costs_to_line(weigh_waitables(std::stoul(role[1]))));
    stay();
}

}  // namespace

const bench::role_table& bench::roles_of_waits() {
    static const role_table roles = {
        {"hold-events", {3, hold_events}},
        {"weigh-waitables", {2, weigh_all}},
    };
    return roles;
}
