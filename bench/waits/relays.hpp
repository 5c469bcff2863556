// bench/waits/relays.hpp - ways in which two processes wake each other.
// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string>
#include <vector>

namespace bench {

/// Two things to wait for. Made before the fork of a partner, who waits for the first and signals
/// the second. A signal lets one wait pass.
struct relay {
    virtual ~relay() = default;
    virtual void signal(int which) = 0;
    virtual void wait(int which) = 0;
};

struct named_relay {
    std::string title;
    std::unique_ptr<relay> between;
};

/// New ones of each kind that was built in, a bare futex first.
std::vector<named_relay> make_relays();

/// New ones of those that may look for a signal before they sleep, or without ever sleeping: first
/// two bare words in memory, as quick as the processors exchange them.
std::vector<named_relay> make_spinning_relays();

/// Signals that one of them can carry in each direction at most. Qt lets System V undo an acquire
/// when its process dies (SEM_UNDO), and the kernel counts what it would have to undo up to 32,767:
/// beyond that an acquire fails, since nobody in the process releases what it acquires.
inline constexpr int most_signals = 32'767;

}  // namespace bench
