// SPDX-License-Identifier: MIT
#include "bridge/prefix_search.hpp"

#include "bridge/failure.hpp"

#include <algorithm>

namespace mapview::bridge {

wine_server prefix_search::find() {
    waiting_ = false;
    if (is_running(found_)) return found_;
    waiting_ = true;
    // A look goes through all processes, so it is not taken at every tick.
    const auto now = std::chrono::steady_clock::now();
    if (now < next_look_) return {};
    next_look_ = now + std::chrono::milliseconds(500);
    const wine_server found = look();
    if (found.pid == 0) {
        refuse_hidden_server();
        return {};
    }
    waiting_ = false;
    return found_ = found;
}

wine_server prefix_search::look() const {
    const auto running = running_servers();
    if (found_.inode != 0) {
        const auto again = std::ranges::find_if(running, [&](const wine_server& one) {
            return one.device == found_.device && one.inode == found_.inode;
        });
        return again == running.end() ? wine_server() : *again;
    }
    if (!choice_.folder.empty()) return server_of_prefix(running, choice_.folder);
    if (choice_.process != 0) return server_of_process(running, choice_.process);
    if (running.size() > 1)
        throw failure(std::to_string(running.size()) +
                      " Wine prefixes run; --prefix or --pid tells which one is meant");
    return running.empty() ? wine_server() : running.front();
}

}  // namespace mapview::bridge
