// bridge/event_publication.hpp - a native event as an event of a prefix.
// SPDX-License-Identifier: MIT
#pragma once

#include "bridge/agent.hpp"
#include "bridge/agent_starts.hpp"
#include "bridge/event.hpp"
#include "bridge/native_event.hpp"
#include "bridge/prefix_search.hpp"

#include <mapview/event.hpp>

#include <atomic>
#include <chrono>
#include <exception>
#include <memory>
#include <string>
#include <thread>

namespace mapview::bridge {

/// While native programs other than the bridge have the event, there is one of the same name and
/// kind in the prefix, which is set when theirs is. The counterpart of followed_event: here the
/// bridge's thread is the waiter that takes the signals of an auto-reset event.
class event_publication {
  public:
    event_publication(std::string name, prefix_search& search, observer tell);
    event_publication(const event_publication&) = delete;
    event_publication& operator=(const event_publication&) = delete;
    ~event_publication();

    /// Looks once; to be called several times a second. Throws failure where the name in the prefix
    /// belongs to something that is no event, or to one of the other kind.
    void step();

  private:
    void start(const wine_server& server, bool manual_reset);
    void stop();
    void join() noexcept;
    void pass_on() noexcept;
    bool wait_for_reset();

    std::string name_;
    native_event watched_;
    prefix_search& search_;
    observer tell_;
    mapview::event stop_;  ///< asks the thread to end
    std::unique_ptr<agent> agent_;
    mapview::event native_;
    bool manual_reset_ = false;
    std::thread thread_;
    std::atomic<bool> ended_ = false;  ///< the thread's work
    std::exception_ptr trouble_;       ///< the thread's until then
    agent_starts starts_;
};

}  // namespace mapview::bridge
