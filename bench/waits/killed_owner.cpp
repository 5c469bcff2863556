// SPDX-License-Identifier: MIT
#include "child.hpp"
#include "locks.hpp"
#include "measurements.hpp"
#include "order_statistics.hpp"
#include "processor.hpp"

#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <thread>

namespace {

using namespace bench;
using milliseconds = std::chrono::duration<double, std::milli>;
using clock = std::chrono::steady_clock;

/// Until a waiter is surely asleep: longer than anybody spins.
constexpr std::chrono::milliseconds fall_asleep{10};

/// A new mutex each time, which its owner takes to the grave.
template <class Mutex>
double time_one(int owners_processor) {
    Mutex mutex;
    int owned[2];
    check_call(pipe(owned) == 0, "pipe");
    child owner([&] {
        pin_to_processor(owners_processor);
        mutex.lock();
        check_call(write(owned[1], "+", 1) == 1, "write");
        for (;;) pause();
    });
    char c;
    check_call(read(owned[0], &c, 1) == 1, "read");
    close(owned[0]);
    close(owned[1]);

    clock::time_point killed;
    std::thread killer([&] {
        std::this_thread::sleep_for(fall_asleep);
        killed = clock::now();
        owner.kill();
    });
    mutex.inherit();
    const auto woken = clock::now();
    killer.join();
    mutex.unlock();
    return milliseconds(woken - killed).count();
}

inheritance sum_up(const char* contender, const std::vector<double>& times) {
    return {contender, median(times), *std::ranges::max_element(times)};
}

}  // namespace

std::vector<bench::inheritance> bench::time_killed_owners(const processors& where,
                                                          const extent& extent) {
    std::vector<double> robust;
    std::vector<double> ours;
    for (std::size_t i = 0; i < extent.kills; ++i) {
        robust.push_back(time_one<robust_mutex>(where.second));
        ours.push_back(time_one<mapview_mutex>(where.second));
    }
    return {sum_up(robust_mutex::title, robust), sum_up(mapview_mutex::title, ours)};
}
