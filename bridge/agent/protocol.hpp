// bridge/agent/protocol.hpp - what the bridge and its agent in the prefix say to each other.
// SPDX-License-Identifier: MIT
//
// Over two pipes: the agent says hello; from then on each request has one answer. Both ends are
// little-endian and of one build, so structures go as they are; every field has a fixed width and
// its natural alignment.
#pragma once

#include <cstdint>

namespace mapview::bridge::protocol {

inline constexpr std::uint32_t version = 2;
inline constexpr std::uint32_t most_slots = 4096;
inline constexpr std::uint32_t longest_name = 32767;  ///< in UTF-16 units
inline constexpr std::uint32_t most_bytes = 1 << 20;  ///< behind one header

enum class operation : std::uint32_t {
    watch = 1,    ///< look for the mapping of a name in this slot from now on
    poll = 2,     ///< answered by a poll_head, and a slot_report for each slot in use
    release = 3,  ///< close the slot's mapping; its name is looked for again
    list = 4,     ///< answered by listed_mapping with name, one after the other
    publish = 5,  ///< give the memory that is the standard error stream a name, in this slot
    follow_event =
        6,           ///< answered by event_report after event_report; the last request of an agent
    hold_event = 7,  ///< open the event of this name, or make it; slot 1: manual-reset, 0: not
    set_event = 8,   ///< the one that is held
    reset_event = 9,
};

/// A name, in UTF-16, follows where the operation has one.
struct request {
    operation wanted;
    std::uint32_t slot;
    std::uint32_t length;  ///< in bytes, of what follows
};

struct answer {
    std::uint32_t error;   ///< a Win32 error number, 0 where all is well
    std::uint32_t length;  ///< in bytes, of what follows
};

struct hello {
    std::uint32_t version;
    std::uint32_t process;  ///< the agent, as Windows programs see it
    char wine[24];          ///< Wine's version; ends with a NUL
};

struct poll_head {
    std::uint32_t names_changed;  ///< 1: a list may show others than before
    std::uint32_t unused;
};

struct slot_report {
    std::uint32_t slot;
    std::uint32_t error;    ///< why there is no mapping: 2 where nobody has made it
    std::uint64_t view;     ///< where the agent has mapped it
    std::uint64_t size;     ///< in bytes, whole pages
    std::uint32_t handles;  ///< of all programs; the agent's own is one of them
    std::uint32_t existed;  ///< the answer to publish: somebody else had made it
};

enum class event_change : std::uint32_t {
    found = 1,    ///< a program has made it
    set = 2,      ///< for an auto-reset event: this agent's wait has taken the signal
    reset = 3,    ///< of a manual-reset event
    gone = 4,     ///< all programs have closed it
    refused = 5,  ///< Wine does not open it
};

/// The answer to hold_event is one as well.
struct event_report {
    event_change what;
    std::uint32_t manual;  ///< 1: a manual-reset event
    std::uint32_t error;   ///< a Win32 error number, where it is refused
};

struct listed_mapping {
    std::uint64_t size;
    std::uint32_t handles;  ///< without the agent's
    std::uint32_t global;   ///< 1: its name begins with Global\, which is left out here
    std::uint32_t length;   ///< in bytes, of the name that follows, in UTF-16
    std::uint32_t unused;
};

}  // namespace mapview::bridge::protocol
