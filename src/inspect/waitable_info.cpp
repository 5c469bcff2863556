// SPDX-License-Identifier: MIT
#include "inspect/waitable_info.hpp"

#include "kernel/descriptor.hpp"
#include "kernel/take.hpp"
#include "kernel/view_table.hpp"
#include "kernel/waitable_facts.hpp"

#include <fcntl.h>

#include <algorithm>
#include <fstream>

namespace mapview {
namespace {

using namespace kernel;

// A thread has an entry in /proc of its own, which no listing shows.
pid_t process_of(std::uint32_t thread) {
    std::ifstream in("/proc/" + std::to_string(thread) + "/status");
    constexpr std::string_view field = "Tgid:";
    std::string line;
    while (std::getline(in, line))
        if (line.starts_with(field)) return std::stoi(line.substr(field.size()));
    return 0;
}

void describe_mutex(const waitable_facts& facts, waitable_info& info) {
    const std::uint32_t owner = facts.state.thread();
    info.abandoned = is_abandoned(facts.state);
    if (owner == 0 || facts.state.is_reserved()) return;
    info.owner_thread = static_cast<int>(owner);
    info.owner_pid = process_of(owner);
    info.owner_program = program_of(info.owner_pid);
    info.count = std::max(facts.recursion, 1U);  // the owner writes it just after it has the mutex
}

}  // namespace

std::string program_of(pid_t pid) {
    std::ifstream in("/proc/" + std::to_string(pid) + "/comm");
    std::string name;
    std::getline(in, name);
    return name;
}

std::optional<waitable_info> look_at(const std::string& path, wait_kind kind) {
    const descriptor memory(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
    waitable_facts facts;
    if (!memory || facts_of(memory.get()).size != page_size() ||
        !look_at_waitable(memory.get(), kind, facts))
        return std::nullopt;
    waitable_info info;
    info.waiters = facts.waiters;
    info.manual_reset = kind == wait_kind::manual_event || kind == wait_kind::manual_timer;
    if (is_event(kind)) info.set = facts.state.is_set();
    if (is_timer(kind)) {
        info.set = facts.timer.signaled;
        info.next = std::chrono::nanoseconds(facts.timer.next);
        info.period = std::chrono::nanoseconds(facts.timer.period);
    }
    if (kind == wait_kind::mutex) describe_mutex(facts, info);
    if (kind == wait_kind::semaphore) {
        info.count = facts.state.value;
        info.maximum = facts.maximum;
    }
    return info;
}

}  // namespace mapview
