// bridge/followed_event.hpp - an event of a prefix as a native event.
// SPDX-License-Identifier: MIT
#pragma once

#include "bridge/agent.hpp"
#include "bridge/agent_starts.hpp"
#include "bridge/event.hpp"
#include "bridge/prefix_search.hpp"

#include <mapview/event.hpp>

#include <atomic>
#include <exception>
#include <memory>
#include <string>
#include <thread>

namespace mapview::bridge {

/// While programs of the prefix have the event, there is a native one of the same name and kind,
/// which is set when theirs is. An agent and a thread of its own wait, so that a signal does not
/// wait for anything else that the bridge does. In the prefix the agent is a waiter like others: of
/// an auto-reset event it takes the signals that it passes on.
class followed_event {
  public:
    /// `tell` is called by the thread as well.
    followed_event(std::string name, prefix_search& search, observer tell);
    followed_event(const followed_event&) = delete;
    followed_event& operator=(const followed_event&) = delete;
    ~followed_event();

    /// Looks once; to be called several times a second. Throws failure, or mapview::error, where
    /// the name belongs to something that is no event, or to one of the other kind.
    void step();

  private:
    void start(const wine_server& server);
    void stop() noexcept;
    void pass_on() noexcept;
    void take(const protocol::event_report& report);
    void make_native(bool manual_reset);
    void close_native();

    std::string name_;
    prefix_search& search_;
    observer tell_;
    std::unique_ptr<agent> agent_;
    std::thread thread_;
    std::atomic<bool> ended_ = false;  ///< the thread's work; what follows is its until then
    std::exception_ptr trouble_;
    mapview::event native_;
    agent_starts starts_;
};

}  // namespace mapview::bridge
