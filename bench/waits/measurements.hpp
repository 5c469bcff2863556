// bench/waits/measurements.hpp - what is measured of events, mutexes, semaphores and waiting.
// SPDX-License-Identifier: MIT
#pragma once

#include "cost.hpp"
#include "timing_table.hpp"

#include <array>
#include <cstddef>
#include <string>
#include <vector>

namespace bench {

/// Where processes run: the measuring one on the first, its partner where the row says.
struct processors {
    int first = 0;
    int second = 0;
};

/// How often. Paces are of rows; what is in a row says each function.
struct extent {
    pace short_calls;       ///< rows of 1000 calls
    pace round_trips;       ///< rows of 100
    pace contests;          ///< rows of 80,000 locks
    pace paths;             ///< single calls
    std::size_t kills = 0;  ///< owners of a mutex that are killed
    std::size_t things_weighed = 0;
    std::vector<std::size_t> names;  ///< other events that exist meanwhile
};

/// Lock and unlock where nobody else wants to.
timed_path time_uncontended_locks(const extent& extent);

/// So many processes on two processors increment a counter, each under the lock. Per lock: the time
/// until all are done, divided by the locks of all. Fails where the counter is wrong in the end.
timed_path time_contended_locks(std::size_t processes, const processors& where,
                                const extent& extent);

/// Sets an event and waits for it.
timed_path time_signals(const extent& extent);

/// Waits for any of so many, of which the first is ready.
timed_path time_several_ready(std::size_t count, const extent& extent);

/// Tells a partner process to signal the last of so many, and waits for any, or for all of them,
/// the others being ready already.
enum class wanted { any, all };
timed_path time_several_asleep(std::size_t count, wanted what, const processors& where,
                               const extent& extent);

/// Signals a partner process and waits for its answer.
std::vector<timed_path> time_round_trips(const processors& where, const extent& extent);

/// The same between two processors, in long rows and without sleep: of bare words, and of events,
/// whose waits look for a while before they sleep.
timed_path time_spinning_round_trips(const processors& where, const extent& extent);

/// From kill -9 of a mutex's owner to the wake-up of one who sleeps for it, in milliseconds.
struct inheritance {
    std::string contender;
    double median = 0;
    double worst = 0;
};
std::vector<inheritance> time_killed_owners(const processors& where, const extent& extent);

/// Creates, opens and signals one more event while so many exist. `live` says how many they were.
struct among_events {
    std::size_t wanted = 0;
    std::size_t live = 0;
    std::size_t processes = 0;      ///< that it took to hold them
    std::vector<timed_path> paths;  ///< create and open
    timed_path signal;
};
among_events time_among_events(std::size_t names, const extent& extent);

/// What one more object or handle takes.
inline constexpr std::array weighed_waitables = {
    "event, named, not used yet",
    "event, named, after a set and a wait",
    "mutex, named, after a lock and an unlock",
    "semaphore, named, after a release and a wait",
    "event without a name, after a set and a wait",
    "handle to one event, by OpenEvent, used",
    "handle to one event, by DuplicateHandle, used",
};
using waitables_weight = std::array<cost, weighed_waitables.size()>;

/// Makes and keeps up to `count` of each, one kind after the other; less where descriptors run out.
waitables_weight weigh_waitables(std::size_t count);

}  // namespace bench
