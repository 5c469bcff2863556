// Makes an event, a semaphore, a mutex or a timer and does with it what its input says, for the
// tests of the command: waitable_holder event|manual-event|daemon-event|mutex|timer|manual-timer
// NAME, waitable_holder semaphore NAME COUNT MAXIMUM. A daemon's event is made before it forks.
// SPDX-License-Identifier: MIT
#include <mapview/event.hpp>
#include <mapview/mutex.hpp>
#include <mapview/semaphore.hpp>
#include <mapview/waitable_timer.hpp>

#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <exception>
#include <iostream>
#include <sstream>
#include <string>
#include <vector>

namespace {

void say(const std::string& line) {
    std::cout << line << std::endl;
}

/// "wait", "set" and "reset", a line each, until there are no more.
void serve(const mapview::event& event) {
    say("ready");
    for (std::string line; std::getline(std::cin, line);) {
        if (line == "wait") event.wait();
        else if (line == "set") event.set();
        else event.reset();
        say(line);
    }
}

void serve(const mapview::semaphore& semaphore) {
    say("ready");
    for (std::string line; std::getline(std::cin, line);) {
        if (line == "wait") semaphore.acquire();
        else semaphore.release();
        say(line);
    }
}

void serve(mapview::mutex& mutex) {
    say("ready");
    for (std::string line; std::getline(std::cin, line);) {
        if (line == "lock") mutex.lock();
        else mutex.unlock();
        say(mutex.abandoned() ? line + " abandoned" : line);
    }
}

/// "wait", "cancel" and "set", which may be followed by two numbers: milliseconds until it is due,
/// and its period.
void serve(const mapview::waitable_timer& timer) {
    say("ready");
    for (std::string line; std::getline(std::cin, line);) {
        std::istringstream words(line);
        std::string word;
        int due = 0, period = 0;
        words >> word >> due >> period;
        if (word == "wait") timer.wait();
        else if (word == "cancel") timer.cancel();
        else timer.set(std::chrono::milliseconds(due), std::chrono::milliseconds(period));
        say(line);
    }
}

void hold(const std::string& kind, const std::vector<std::string>& given) {
    const std::string& name = given.at(0);
    if (kind == "event") {
        serve(mapview::event::open_or_create(name).object);
    } else if (kind == "manual-event") {
        serve(mapview::event::open_or_create(name, {.manual_reset = true}).object);
    } else if (kind == "daemon-event") {
        const auto made = mapview::event::open_or_create(name);
        if (::fork() == 0) serve(made.object);
    } else if (kind == "timer") {
        serve(mapview::waitable_timer::open_or_create(name).object);
    } else if (kind == "manual-timer") {
        serve(mapview::waitable_timer::open_or_create(name, {.manual_reset = true}).object);
    } else if (kind == "semaphore") {
        const auto count = static_cast<std::uint32_t>(std::stoul(given.at(1)));
        const auto maximum = static_cast<std::uint32_t>(std::stoul(given.at(2)));
        serve(
            mapview::semaphore::open_or_create(name, {.count = count, .maximum = maximum}).object);
    } else {
        auto made = mapview::mutex::open_or_create(name);
        serve(made.object);
    }
}

}  // namespace

int main(int argc, char** argv) {
    try {
        const std::vector<std::string> words(argv + 1, argv + argc);
        hold(words.at(0), {words.begin() + 1, words.end()});
        return 0;
    } catch (const std::exception& error) {
        std::fprintf(stderr, "waitable_holder: %s\n", error.what());
        return 1;
    }
}
