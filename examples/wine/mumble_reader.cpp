// mumble_reader.cpp - a native program that shows where a game's MumbleLink says the player is.
// SPDX-License-Identifier: MIT
//
//     mapview bridge MumbleLink &
//     mumble_reader [COUNT]          COUNT lines, ten a second; without it, until Ctrl-C
#include <mapview/foreign_section.hpp>
#include <mapview/section.hpp>

#include "shared_memory.h"

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <limits>
#include <stdexcept>
#include <thread>

namespace {

using shared_memory::mumble_link;

const volatile mumble_link& link_in(const mapview::const_view& view) {
    if (view.bytes().size() < sizeof(mumble_link)) throw std::runtime_error("it is too small");
    return *reinterpret_cast<const volatile mumble_link*>(view.bytes().data());
}

void show(const volatile mumble_link& link) {
    std::printf("tick %u: %.1f %.1f %.1f\n", static_cast<unsigned>(link.tick),
                static_cast<double>(link.avatar_position[0]),
                static_cast<double>(link.avatar_position[1]),
                static_cast<double>(link.avatar_position[2]));
    std::fflush(stdout);
}

}  // namespace

int main(int count, char** words) try {
    const long lines = count > 1 ? std::atol(words[1]) : std::numeric_limits<long>::max();
    const auto section = mapview::section::open("MumbleLink", mapview::access::read);
    auto view = section.map_const();
    auto generation = mapview::state_of(section).generation;
    for (long line = 0; line < lines; ++line) {
        const auto state = mapview::state_of(section);
        if (!state.present) std::printf("the game has ended\n");
        // Started again, the game has other memory.
        if (state.generation != generation) {
            view = section.map_const();
            generation = state.generation;
        }
        show(link_in(view));
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
    }
} catch (const std::exception& error) {
    std::fprintf(stderr, "mumble_reader: %s\n", error.what());
    return 1;
}
