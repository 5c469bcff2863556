// SPDX-License-Identifier: MIT
#include "bridge/publication.hpp"

#include "bridge/failure.hpp"
#include "bridge/listed_name.hpp"

#include <mapview/object_list.hpp>

#include <fcntl.h>
#include <sys/stat.h>

#include <cerrno>
#include <system_error>
#include <utility>

namespace mapview::bridge {
namespace {

bool same_file(int one, int other) {
    struct stat a {};
    struct stat b {};
    return ::fstat(one, &a) == 0 && ::fstat(other, &b) == 0 && a.st_dev == b.st_dev &&
           a.st_ino == b.st_ino;
}

}  // namespace

publication::publication(published_names names, prefix_search& search, observer tell)
    : names_(std::move(names)),
      search_(search),
      tell_(std::move(tell)),
      starts_(names_.section, tell_) {}

void publication::step() {
    const wine_server server = search_.find();
    if (!find_section()) return withdraw();
    if (server.pid == 0) return agent_.reset();
    try {
        if (agent_) agent_->poll();
        else if (starts_.due()) publish(server);
    } catch (const agent_lost& lost) {
        if (!agent_) starts_.failed(lost);
        agent_.reset();
    }
}

bool publication::find_section() {
    descriptor memory = names_.posix ? open_posix_section() : open_section();
    if (!memory) return false;
    if (memory_ && same_file(memory_.get(), memory.get())) return true;
    withdraw();  // another section of that name
    memory_ = std::move(memory);
    return true;
}

// None where it is not there, or gone this very moment: the next look tells.
descriptor publication::open_section() const {
    const auto found = find_object(listed_name(names_.section));
    if (!found) return {};
    if (!found->source.empty()) throw failure("'" + names_.section + "' comes from Wine itself");
    return descriptor(::open(found->path.c_str(), O_RDWR | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
}

// As shm_open opens it. Windows has no empty mappings: whoever made it has yet to give it a size.
descriptor publication::open_posix_section() const {
    const std::string path = "/dev/shm/" + names_.section;
    descriptor memory(
        ::open(path.c_str(), O_RDWR | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY));
    if (!memory && errno != ENOENT)
        throw failure(path + " cannot be opened: " + std::generic_category().message(errno));
    struct stat found {};
    if (!memory || ::fstat(memory.get(), &found) != 0) return {};
    if (!S_ISREG(found.st_mode)) throw failure(path + " is no shared memory");
    return found.st_size == 0 ? descriptor() : std::move(memory);
}

void publication::publish(const wine_server& server) {
    auto fresh = std::make_unique<agent>(server, memory_.get());
    const auto report = fresh->publish(names_.mapping);
    if (!same_file(fresh->open_file(report.view).get(), memory_.get()))
        throw failure("a program in the prefix has made '" + names_.mapping +
                      "' already, with pages of its own; 'mapview bridge' can bind those");
    agent_ = std::move(fresh);
    starts_.succeeded();
    published_ = true;
    event what{event::kind::published};
    what.name = names_.section;
    what.mapping = names_.mapping;
    what.size = report.size;
    what.source = agent_->prefix();
    tell_(what);
}

void publication::withdraw() {
    agent_.reset();
    memory_.close();
    if (!std::exchange(published_, false)) return;
    event what{event::kind::withdrawn};
    what.name = names_.section;
    what.mapping = names_.mapping;
    tell_(what);
}

}  // namespace mapview::bridge
