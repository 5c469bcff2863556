// game.cpp - stands in for a racing simulator: a Windows program that publishes what it knows.
// SPDX-License-Identifier: MIT
//
//     wine game.exe [SECONDS]
//
// Built by MinGW; knows nothing of mapview.
#include <windows.h>

#include "shared_memory.h"

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <string_view>

namespace {

template <class Structure>
Structure* publish(const wchar_t* name, DWORD size) {
    const HANDLE mapping =
        CreateFileMappingW(INVALID_HANDLE_VALUE, nullptr, PAGE_READWRITE, 0, size, name);
    void* const view = mapping ? MapViewOfFile(mapping, FILE_MAP_WRITE, 0, 0, 0) : nullptr;
    if (!view) {
        std::fprintf(stderr, "game: %ls: Windows error %lu\n", name, GetLastError());
        std::exit(1);
    }
    return static_cast<Structure*>(view);  // the mapping stays open as long as the program runs
}

template <std::size_t Room>
void put(char16_t (&to)[Room], std::u16string_view text) {
    const std::size_t length = text.copy(to, Room - 1);
    to[length] = u'\0';
}

}  // namespace

int main(int count, char** words) {
    using namespace shared_memory;
    auto* const car = publish<physics>(L"Local\\acpmf_physics", 2048);
    auto* const race = publish<graphics>(L"Local\\acpmf_graphics", 2048);
    auto* const about = publish<fixed>(L"Local\\acpmf_static", 2048);
    auto* const voice = publish<mumble_link>(L"MumbleLink", 5460);

    put(about->interface_version, u"1.7");
    put(about->game_version, u"1.16.3");
    put(about->car, u"abarth500");
    put(about->track, u"monza");
    about->sessions = 1;
    about->cars = 12;
    race->status = 2;
    race->session = 2;
    race->position = 3;
    put(race->best_lap, u"1:58:204");
    put(voice->name, u"mapview's game");
    voice->version = 2;

    std::printf("the game runs\n");
    std::fflush(stdout);
    const double seconds = count > 1 ? std::atof(words[1]) : 3600;
    constexpr int frames_per_second = 60;
    for (int frame = 1; frame <= seconds * frames_per_second; ++frame) {
        const float time = static_cast<float>(frame) / frames_per_second;
        const float push = std::sin(time);
        car->gas = push > 0 ? push : 0;
        car->brake = push < 0 ? -push : 0;
        car->fuel = 60 - time / 60;
        car->speed = 150 + 100 * std::sin(time - 1);
        car->gear = 2 + static_cast<std::int32_t>(car->speed / 50);
        car->rpm = 3000 + static_cast<std::int32_t>(car->speed * 20);
        car->steer = std::sin(time / 2);
        voice->avatar_position[0] = 100 * std::cos(time / 10);
        voice->avatar_position[2] = 100 * std::sin(time / 10);
        voice->avatar_front[2] = 1;
        voice->avatar_top[1] = 1;
        race->completed_laps = frame / (120 * frames_per_second);
        race->packet = frame;
        car->packet = frame;
        voice->tick = static_cast<std::uint32_t>(frame);
        Sleep(1000 / frames_per_second);
    }
}
