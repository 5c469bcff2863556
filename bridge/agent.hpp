// bridge/agent.hpp - the bridge's program inside a prefix, as the bridge sees it.
// SPDX-License-Identifier: MIT
#pragma once

#include "bridge/agent/protocol.hpp"
#include "bridge/child_process.hpp"
#include "bridge/container.hpp"
#include "bridge/descriptor.hpp"
#include "bridge/wine_server.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace mapview::bridge {

/// A named mapping of the prefix.
struct listed_mapping {
    std::string name;  ///< UTF-8; with `Global\` in front for that name space
    std::uint64_t size = 0;
    std::uint32_t handles = 0;
};

/// A running agent. Killed with its object, and by the kernel with this thread. Every function
/// throws agent_lost where it is gone or does not answer for some seconds.
class agent {
  public:
    /// Starts one where the server runs, with the prefix's own Wine; never starts a server.
    /// `memory`, where it is not -1, is the descriptor that publish() gives a name. Throws failure
    /// where that is not possible.
    explicit agent(const wine_server& server, int memory = -1);
    agent(const agent&) = delete;
    agent& operator=(const agent&) = delete;

    void watch(std::uint32_t slot, std::string_view name);

    struct look {
        bool names_changed = false;  ///< list() may show others than before
        std::vector<protocol::slot_report> reports;
    };
    look poll();

    void release(std::uint32_t slot);
    std::vector<listed_mapping> list();

    /// Names the memory it was started with, for slot 0. Throws failure where Wine refuses.
    protocol::slot_report publish(std::string_view name);

    /// Follows an event of the prefix; from then on next_change alone may be called. That waits for
    /// as long as it takes, and throws agent_lost at the latest after end().
    void follow_event(std::string_view name);
    protocol::event_report next_change();

    /// Opens the event of this name or makes it, and keeps it; tells whether it is a manual-reset
    /// one. Throws failure where Wine refuses.
    bool hold_event(std::string_view name, bool manual_reset);
    void set_event();
    void reset_event();

    /// Ends the process; what another thread has asked of it ends with agent_lost.
    void end() const noexcept;

    /// Whether it has ended by itself.
    bool has_ended() const noexcept;

    /// Opens the file behind a view of the agent's to read and write. Throws failure where there
    /// is none that we may open.
    descriptor open_file(std::uint64_t view) const;

    pid_t pid() const noexcept { return pid_; }
    const std::string& prefix() const noexcept { return program_.prefix; }

  private:
    void begin(const wine_server& server, int memory);
    void start(const wine_server& server, const container& home, const std::string& file,
               int memory);
    void find_process();
    bool has_our_pipe(pid_t pid) const;
    [[noreturn]] void fail(const std::string& text) const;
    void send(protocol::operation wanted, std::uint32_t slot, std::u16string_view name);
    std::vector<unsigned char> ask(protocol::operation wanted, std::uint32_t slot,
                                   std::u16string_view name, std::uint32_t& error);
    void read_exactly(void* to, std::size_t bytes, int patience_ms);

    wine_program program_;
    child_process child_;  ///< what was started
    pid_t pid_ = -1;       ///< the agent itself: with some Wines a child of it
    descriptor requests_;
    descriptor answers_;
};

}  // namespace mapview::bridge
