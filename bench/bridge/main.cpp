// main.cpp - the native side: how long an answer takes.
// SPDX-License-Identifier: MIT
//
//     mapview-bench-bridge memory|events COUNT
//
// Prints median and 99th percentile in nanoseconds. Started by measure, with the bridge and the
// Windows program running.
#include "shared_memory.hpp"

#include <mapview/event.hpp>
#include <mapview/section.hpp>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string_view>
#include <thread>
#include <vector>

namespace {

using clock_type = std::chrono::steady_clock;

template <class Exchange>
void measure(std::size_t count, Exchange exchange) {
    std::vector<long long> times(count);
    for (auto& time : times) {
        const auto begun = clock_type::now();
        exchange();
        time = std::chrono::nanoseconds(clock_type::now() - begun).count();
    }
    std::ranges::sort(times);
    std::printf("%lld %lld\n", times[count / 2], times[count * 99 / 100]);
}

void measure_memory(std::size_t count) {
    const auto view = mapview::section::open("bench memory").map();
    auto& shared = *reinterpret_cast<shared_memory*>(view.bytes().data());
    std::uint64_t number = 0;
    measure(count, [&] {
        shared.ping.value = ++number;
        while (shared.pong.value != number) {
        }
    });
    shared.spin.value = 0;
}

// The event exists here once the bridge has found it.
mapview::event event_from_wine() {
    for (;; std::this_thread::sleep_for(std::chrono::milliseconds(10))) {
        std::error_code missing;
        auto event = mapview::event::open("bench from Wine", missing);
        if (event) return event;
    }
}

void measure_events(std::size_t count) {
    const auto to_wine = mapview::event::create("bench to Wine");
    const auto from_wine = event_from_wine();
    const auto exchange = [&] {
        to_wine.set();
        from_wine.wait();
    };
    exchange();  // the bridge and the Windows program have found the event
    measure(count, exchange);
}

}  // namespace

int main(int words, char** word) {
    if (words != 3) return 2;
    const auto count = std::strtoull(word[2], nullptr, 0);
    if (std::string_view(word[1]) == "memory") measure_memory(count);
    else measure_events(count);
}
