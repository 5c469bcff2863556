// bridge/event.hpp - what happens on the bridge, for whoever shows it.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <functional>
#include <string>

namespace mapview::bridge {

struct event {
    enum class kind {
        bound,           ///< a mapping has become a native section
        left,            ///< its program has gone
        published,       ///< a native section has become a mapping
        withdrawn,       ///< the section has gone
        forwarding,      ///< the signals of an event; `text` says which way
        not_forwarding,  ///< any more: its programs have gone
        trouble,         ///< something does not work for now; `text` says what
    };
    kind what;
    std::string name{};     ///< of the native section
    std::string mapping{};  ///< its name in the prefix
    std::uint64_t size = 0;
    std::string source{};  ///< the program, or the prefix
    std::string path{};    ///< of the memory, for any program
    std::string text{};
};

using observer = std::function<void(const event&)>;

}  // namespace mapview::bridge
