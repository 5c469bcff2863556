// SPDX-License-Identifier: MIT
#include "bridge/publication.hpp"

#include "bridge/failure.hpp"

#include <mapview/object_list.hpp>

#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <utility>

namespace mapview::bridge {
namespace {

bool same_file(int one, int other) {
    struct stat a {};
    struct stat b {};
    return ::fstat(one, &a) == 0 && ::fstat(other, &b) == 0 && a.st_dev == b.st_dev &&
           a.st_ino == b.st_ino;
}

// As the list shows it: `Local\` is the name space of names without a prefix.
std::string listed(const std::string& name) {
    constexpr std::string_view local = "Local\\";
    return name.starts_with(local) ? name.substr(local.size()) : name;
}

}  // namespace

publication::publication(std::string section, std::string mapping, const prefix_choice& prefix,
                         observer tell)
    : section_(std::move(section)),
      mapping_(std::move(mapping)),
      search_(prefix),
      tell_(std::move(tell)) {}

void publication::step() {
    if (!find_section()) return withdraw();
    const wine_server server = search_.find();
    if (server.pid == 0) return agent_.reset();
    try {
        if (agent_) agent_->poll();
        else if (std::chrono::steady_clock::now() >= next_start_) publish(server);
    } catch (const agent_lost&) {
        agent_.reset();
        next_start_ = std::chrono::steady_clock::now() + std::chrono::milliseconds(500);
    }
}

bool publication::find_section() {
    const auto objects = list_objects();
    const auto found = std::ranges::find(objects, listed(section_), &object_info::name);
    if (found == objects.end()) return false;
    if (!found->source.empty()) throw failure("'" + section_ + "' comes from Wine itself");
    descriptor memory(::open(found->path.c_str(), O_RDWR | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
    if (!memory) return false;  // gone this very moment; the next look tells
    if (memory_ && same_file(memory_.get(), memory.get())) return true;
    withdraw();  // another section of that name
    memory_ = std::move(memory);
    return true;
}

void publication::publish(const wine_server& server) {
    auto fresh = std::make_unique<agent>(server, memory_.get());
    const auto report = fresh->publish(mapping_);
    if (!same_file(fresh->open_file(report.view).get(), memory_.get()))
        throw failure("a program in the prefix has made '" + mapping_ +
                      "' already, with pages of its own; 'mapview bridge' can bind those");
    agent_ = std::move(fresh);
    published_ = true;
    event what{event::kind::published};
    what.name = section_;
    what.mapping = mapping_;
    what.size = report.size;
    what.source = agent_->prefix();
    tell_(what);
}

void publication::withdraw() {
    agent_.reset();
    memory_.close();
    if (!std::exchange(published_, false)) return;
    event what{event::kind::withdrawn};
    what.name = section_;
    what.mapping = mapping_;
    tell_(what);
}

}  // namespace mapview::bridge
