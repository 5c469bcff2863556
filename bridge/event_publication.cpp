// SPDX-License-Identifier: MIT
#include "bridge/event_publication.hpp"

#include "bridge/failure.hpp"

#include <mapview/wait.hpp>

#include <algorithm>
#include <utility>

namespace mapview::bridge {

event_publication::event_publication(std::string name, prefix_search& search, observer tell)
    : name_(std::move(name)),
      watched_(name_),
      search_(search),
      tell_(std::move(tell)),
      stop_(mapview::event::create("", {.manual_reset = true})),
      starts_(name_, tell_) {}

event_publication::~event_publication() {
    join();
}

void event_publication::step() {
    const wine_server server = search_.find();
    const auto manual_reset = watched_.manual_reset_of_others();
    const bool wanted = server.pid != 0 && manual_reset;
    if (thread_.joinable() && (!wanted || ended_ || agent_->has_ended())) stop();
    if (trouble_) std::rethrow_exception(std::exchange(trouble_, nullptr));
    if (!wanted || thread_.joinable() || !starts_.due()) return;
    try {
        start(server, *manual_reset);
    } catch (const agent_lost& lost) {
        starts_.failed(lost);
        native_.close();
    }
}

void event_publication::start(const wine_server& server, bool manual_reset) {
    std::error_code gone;
    native_ = mapview::event::open(name_, gone);
    if (gone) return;
    auto fresh = std::make_unique<agent>(server);
    if (fresh->hold_event(name_, manual_reset) != manual_reset)
        throw failure("the event '" + name_ + "' of the prefix is " + kind_of_event(!manual_reset) +
                      ", the native one " + kind_of_event(manual_reset));
    agent_ = std::move(fresh);
    starts_.succeeded();
    manual_reset_ = manual_reset;
    stop_.reset();
    thread_ = std::thread([this] { pass_on(); });
    event what{event::kind::forwarding};
    what.name = what.mapping = name_;
    what.text = kind_of_event(manual_reset) + ", to Wine";
    tell_(what);
}

void event_publication::stop() {
    join();
    event what{event::kind::not_forwarding};
    what.name = what.mapping = name_;
    tell_(what);
}

void event_publication::join() noexcept {
    if (!thread_.joinable()) return;
    stop_.set();
    agent_->end();  // the thread may be asking it
    thread_.join();
    agent_.reset();
    native_.close();
    ended_ = false;
}

void event_publication::pass_on() noexcept {
    try {
        while (wait_any({stop_, native_}).index != 0) {
            agent_->set_event();
            if (!manual_reset_) continue;
            if (!wait_for_reset()) break;
            agent_->reset_event();
        }
    } catch (const agent_lost&) {
        // step() starts another
    } catch (...) {
        trouble_ = std::current_exception();
    }
    ended_ = true;
}

// Nobody can wait for that, here as on Windows. False where the thread is to end.
bool event_publication::wait_for_reset() {
    using std::chrono::milliseconds;
    constexpr milliseconds longest_nap(16);
    for (milliseconds nap(1); native_.wait(milliseconds(0)); nap = std::min(2 * nap, longest_nap))
        if (stop_.wait(nap)) return false;
    return true;
}

}  // namespace mapview::bridge
