// shared_memory.h - what the stand-in game shares, as Assetto Corsa and MumbleLink do: the first
// fields of their structures.
// SPDX-License-Identifier: MIT
//
// Written by a Windows program and read by a Linux one, so every field has a fixed width, and text
// is UTF-16.
#pragma once

#include <cstdint>

namespace shared_memory {

struct physics {
    std::int32_t packet;  // one more with each change
    float gas;            // 0 to 1, as the brake
    float brake;
    float fuel;         // litres
    std::int32_t gear;  // 0 reverse, 1 neutral, 2 the first
    std::int32_t rpm;
    float steer;  // -1 to 1
    float speed;  // km/h
};

struct graphics {
    std::int32_t packet;
    std::int32_t status;   // 0 off, 1 replay, 2 live, 3 pause
    std::int32_t session;  // 0 practice, 1 qualifying, 2 race
    char16_t current_lap[15];
    char16_t last_lap[15];
    char16_t best_lap[15];
    char16_t split[15];
    std::int32_t completed_laps;
    std::int32_t position;
};

struct fixed {
    char16_t interface_version[15];
    char16_t game_version[15];
    std::int32_t sessions;
    std::int32_t cars;
    char16_t car[33];
    char16_t track[33];
};

struct mumble_link {
    std::uint32_t version;
    std::uint32_t tick;
    float avatar_position[3];  // metres
    float avatar_front[3];
    float avatar_top[3];
    char16_t name[256];
};

static_assert(sizeof(physics) == 32);
static_assert(sizeof(graphics) == 140);
static_assert(sizeof(fixed) == 200);
static_assert(sizeof(mumble_link) == 556);

}  // namespace shared_memory
