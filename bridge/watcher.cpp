// SPDX-License-Identifier: MIT
#include "bridge/watcher.hpp"

#include "bridge/failure.hpp"
#include "bridge/process.hpp"

#include <mapview/error.hpp>

#include <algorithm>

namespace mapview::bridge {
namespace {

constexpr std::uint32_t nobody_has_made_it = 2;  // ERROR_FILE_NOT_FOUND

struct stat file_facts(int file) {
    struct stat found {};
    ::fstat(file, &found);
    return found;
}

bool same_file(int one, int other) {
    const struct stat a = file_facts(one), b = file_facts(other);
    return a.st_ino == b.st_ino && a.st_dev == b.st_dev;
}

}  // namespace

watcher::watcher(watch_options options, prefix_search& search, observer tell)
    : options_(std::move(options)), tell_(std::move(tell)), search_(search), starts_({}, tell_) {
    for (const auto& names : options_.names) add(names);
}

watcher::~watcher() = default;

bool watcher::step() {
    const wine_server server = search_.find();
    if (server.pid == 0) {
        if (options_.once && !looked_) throw failure("no Wine prefix runs");
        lose_agent();
        for (const auto& one : bindings_) leave(*one);
        return !options_.once;
    }
    try {
        if (!agent_ && !starts_.due()) return true;
        if (!agent_) attach(server);
        auto look = agent_->poll();
        if (options_.all && look.names_changed && add_new_names()) look = agent_->poll();
        for (const auto& report : look.reports) take(report);
    } catch (const agent_lost& lost) {
        // Killed, or the prefix is ending: the next steps show which. What is bound stays so.
        if (options_.once && !looked_) throw;
        if (!agent_) starts_.failed(lost);
        lose_agent();
        return true;
    }
    if (!options_.once) return true;
    if (!looked_ && !all_bound()) {
        for (const auto& one : bindings_)
            if (!one->section) throw failure("no program has made '" + one->names.mapping + "'");
    }
    looked_ = true;
    return std::ranges::any_of(bindings_, [](const auto& one) { return bool(one->section); });
}

void watcher::attach(const wine_server& server) {
    agent_ = std::make_unique<agent>(server);
    for (std::uint32_t slot = 0; slot < bindings_.size(); ++slot)
        agent_->watch(slot, bindings_[slot]->names.mapping);
    starts_.succeeded();
}

bool watcher::add_new_names() {
    const auto before = bindings_.size();
    for (const auto& mapping : agent_->list()) {
        const bool known = std::ranges::any_of(
            bindings_, [&](const auto& one) { return one->names.mapping == mapping.name; });
        if (known || bindings_.size() == protocol::most_slots) continue;
        add({mapping.name, mapping.name});
        agent_->watch(static_cast<std::uint32_t>(bindings_.size() - 1), mapping.name);
    }
    return bindings_.size() > before;
}

void watcher::add(watch_options::name_pair names) {
    bindings_.push_back(std::make_unique<binding>());
    bindings_.back()->names = std::move(names);
}

void watcher::take(const protocol::slot_report& report) {
    if (report.slot >= bindings_.size()) return;
    binding& one = *bindings_[report.slot];
    if (report.error != 0) {
        leave(one);
        if (report.error != nobody_has_made_it)
            one.trouble.tell(tell_, one.names.section,
                             "Wine does not open it: Windows error " +
                                 std::to_string(report.error));
        return;
    }
    // Only the agent has it open: the program that shared it has gone.
    if (report.handles <= 1) {
        if (options_.keep && one.section) {
            if (!one.left) {
                one.left = true;
                one.section.retire();
                tell_({event::kind::left, one.names.section, one.names.mapping});
            }
            return;
        }
        leave(one);
        agent_->release(report.slot);
        return;
    }
    if (one.confirmed && !one.left && !is_abandoned(one)) return;
    try {
        bind(one, report);
        one.trouble.clear();
    } catch (const agent_lost&) {
        throw;
    } catch (const std::exception& error) {
        if (!options_.all) throw;
        one.trouble.tell(tell_, one.names.section, error.what());
    }
}

// One that starts again before the agent has let go finds the old memory, as if nothing were new.
bool watcher::is_abandoned(const binding& one) {
    return !one.programs.empty() && std::ranges::all_of(one.programs, is_ending, &program::pid);
}

void watcher::bind(binding& one, const protocol::slot_report& report) {
    descriptor file = agent_->open_file(report.view);
    const bool unchanged = one.section && same_file(one.file.get(), file.get());
    one.confirmed = true;
    if (unchanged && !one.left && !is_abandoned(one)) return;

    auto found = programs_with({file_facts(file.get())}, agent_->pid()).front();
    if (unchanged && !one.left && found.empty()) return;  // it is just ending: the next look tells
    const std::string programs = text_of(found);
    const std::string source =
        "Wine, " + agent_->prefix() + (programs.empty() ? "" : ", " + programs);
    one.programs = std::move(found);
    // The old file stays open until the name leads to the new one.
    if (one.section) one.section.move_to(file.get(), source);
    else one.section = foreign_section::publish(one.names.section, file.get(), source);
    one.file = std::move(file);
    one.left = false;
    tell_({event::kind::bound,
           one.names.section,
           one.names.mapping,
           report.size,
           programs,
           one.section.path(),
           {}});
}

void watcher::leave(binding& one) {
    one.confirmed = false;
    if (!one.section) return;
    one.section.retire();
    one.section.withdraw();
    one.file.close();
    if (!one.left) tell_({event::kind::left, one.names.section, one.names.mapping});
    one.left = false;
}

void watcher::lose_agent() {
    agent_.reset();
    for (const auto& one : bindings_) one->confirmed = false;
}

bool watcher::all_bound() const {
    return std::ranges::all_of(bindings_, [](const auto& one) { return bool(one->section); });
}

}  // namespace mapview::bridge
