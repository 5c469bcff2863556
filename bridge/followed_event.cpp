// SPDX-License-Identifier: MIT
#include "bridge/followed_event.hpp"

#include "bridge/failure.hpp"
#include "bridge/native_event.hpp"

#include <utility>

namespace mapview::bridge {
namespace {

constexpr std::uint32_t another_kind_of_object = 6;  // ERROR_INVALID_HANDLE

[[noreturn]] void refuse(const std::string& name, std::uint32_t error) {
    if (error == another_kind_of_object)
        throw failure("'" + name +
                      "' is no event in the prefix; mutexes and semaphores are not forwarded");
    throw failure("Wine does not open the event '" + name + "': Windows error " +
                  std::to_string(error));
}

}  // namespace

followed_event::followed_event(std::string name, prefix_search& search, observer tell)
    : name_(std::move(name)), search_(search), tell_(std::move(tell)), starts_(name_, tell_) {}

followed_event::~followed_event() {
    stop();
}

void followed_event::step() {
    const wine_server server = search_.find();
    if (ended_ || server.pid == 0) stop();
    if (trouble_) std::rethrow_exception(std::exchange(trouble_, nullptr));
    if (server.pid != 0 && !thread_.joinable() && starts_.due()) start(server);
}

void followed_event::start(const wine_server& server) {
    try {
        agent_ = std::make_unique<agent>(server);
        agent_->follow_event(name_);
    } catch (const agent_lost& lost) {
        starts_.failed(lost);
        return agent_.reset();
    }
    starts_.succeeded();
    thread_ = std::thread([this] { pass_on(); });
}

void followed_event::stop() noexcept {
    if (!thread_.joinable()) return;
    agent_->end();
    thread_.join();
    agent_.reset();
    ended_ = false;
}

void followed_event::pass_on() noexcept {
    try {
        for (;;) take(agent_->next_change());
    } catch (const agent_lost&) {
        close_native();  // another agent goes on
    } catch (...) {
        trouble_ = std::current_exception();
    }
    ended_ = true;
}

void followed_event::take(const protocol::event_report& report) {
    using change = protocol::event_change;
    switch (report.what) {
        case change::found: return make_native(report.manual != 0);
        case change::set: return native_.set();
        case change::reset: return native_.reset();
        case change::gone: return close_native();
        case change::refused: refuse(name_, report.error);
    }
}

void followed_event::make_native(bool manual_reset) {
    auto opened = mapview::event::open_or_create(name_, {.manual_reset = manual_reset});
    const auto existed = native_event(name_).manual_reset();
    if (!opened.created && existed && *existed != manual_reset)
        throw failure("the native event '" + name_ + "' is " + kind_of_event(*existed) +
                      ", that of the prefix " + kind_of_event(manual_reset));
    native_ = std::move(opened.object);
    event what{event::kind::forwarding};
    what.name = what.mapping = name_;
    what.text = kind_of_event(manual_reset) + ", from Wine";
    tell_(what);
}

void followed_event::close_native() {
    if (!native_) return;
    native_.close();
    event what{event::kind::not_forwarding};
    what.name = what.mapping = name_;
    tell_(what);
}

}  // namespace mapview::bridge
