// storm/detector.hpp - who holds which object, seen across processes that may die at any instant.
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>

namespace storm {

inline constexpr int processes = 8;  // at most
inline constexpr int threads = 8;
inline constexpr int slots = 2 * processes * threads;  // half of them for forked children
inline constexpr std::size_t error_codes = 2048;

/// An object as its bytes tell it: the number of its name and one that no other object has.
using identity = std::uint64_t;

constexpr identity make_identity(int name, std::uint64_t unique) {
    return (static_cast<std::uint64_t>(name) + 1) << 48 | unique;
}
constexpr int name_of(identity object) {
    return static_cast<int>(object >> 48) - 1;
}
constexpr std::uint64_t unique_of(identity object) {
    return object & ((std::uint64_t{1} << 48) - 1);
}

/// How a storm is.
struct climate {
    int processes = 8;
    unsigned names = 20;             ///< the fewer, the more meet at each
    unsigned turns_for_a_fork = 50;  ///< the fewer, the more objects live by copies without a link
    unsigned longest_calm = 3000;    ///< between two kills, in microseconds
    unsigned turns_for_a_gift = 0;   ///< of a handle to another process, or from there; 0: none
    bool execs = false;              ///< some handles are inheritable, and some children execute
};

/// What all processes of a storm share. Lies in zeroed shared memory, and needs no more than that.
struct board {
    climate weather;  ///< set before it begins
    int descriptor;   ///< of this memory, in all processes

    /// The object that somebody surely holds now: set once the handle is there, cleared before it
    /// is closed.
    std::array<std::atomic<identity>, slots> held;
    /// Set before a process is killed, so that its slots count no more.
    std::array<std::atomic<bool>, processes> doomed;
    /// As the system numbers them.
    std::array<std::atomic<std::uint32_t>, processes> ids;
    /// By what handle each slot holds its object.
    std::array<std::atomic<std::uint64_t>, slots> handles;
    /// Handles that a process was given and is to be told of: 0, or reserved by a giver's slot + 1,
    /// or a gift's number.
    std::array<std::array<std::atomic<std::uint64_t>, threads>, processes> gifts;
    std::atomic<std::uint64_t> next_unique;
    std::atomic<bool> stop;

    // What was done.
    std::atomic<std::uint64_t> calls, made, opened, duplicated, forks, given, taken, inherited;

    // What must not be.
    std::atomic<std::uint64_t> two_objects;    ///< of one name, both held at one time
    std::atomic<std::uint64_t> lost;           ///< names that their holder did not find
    std::atomic<std::uint64_t> wrong_objects;  ///< of another name than asked for
    std::atomic<std::uint64_t> stale_objects;  ///< older than the call that said it had made them
    std::atomic<std::uint64_t> failed_views;
    std::atomic<std::uint64_t> grown;  ///< processes with more descriptors than they need
    std::array<std::atomic<std::uint64_t>, error_codes> create_errors;
    std::array<std::atomic<std::uint64_t>, error_codes> open_errors;
    std::array<std::atomic<std::uint64_t>, error_codes> gift_errors;

    std::uint64_t faults() const {
        return two_objects + lost + wrong_objects + stale_objects + failed_views + grown;
    }
};

constexpr int slot_of(int process, int thread, bool child) {
    return (child ? processes * threads : 0) + process * threads + thread;
}
constexpr int process_of(int slot) {
    return slot % (processes * threads) / threads;
}

/// Enters that `slot` holds `object`, and looks whether anybody holds another one of that name.
inline void enter(board& shared, int slot, identity object) {
    shared.held[static_cast<std::size_t>(slot)] = object;
    for (int other = 0; other < slots; ++other) {
        auto& place = shared.held[static_cast<std::size_t>(other)];
        const identity seen = place;
        if (seen == 0 || seen == object || name_of(seen) != name_of(object)) continue;
        // A process is doomed before it is killed, and its slots are cleared before it is not.
        if (shared.doomed[static_cast<std::size_t>(process_of(other))]) continue;
        if (place == seen) ++shared.two_objects;
    }
}

inline void leave(board& shared, int slot) {
    shared.held[static_cast<std::size_t>(slot)] = 0;
    shared.handles[static_cast<std::size_t>(slot)] = 0;
}

}  // namespace storm
