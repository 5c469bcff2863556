// wait.cpp - mapview wait: until an object can be had, or all of several.
// SPDX-License-Identifier: MIT
#include "command.hpp"
#include "duration_argument.hpp"
#include "failure.hpp"
#include "name_argument.hpp"
#include "output.hpp"
#include "printable.hpp"
#include "waitable_argument.hpp"

#include <mapview/wait.hpp>

#include <CLI/App.hpp>
#include <CLI/Error.hpp>
#include <fmt/format.h>

#include <memory>
#include <set>
#include <span>
#include <string>
#include <vector>

namespace {

struct arguments {
    std::vector<std::string> names;
    bool all = false;
    mapview::timeout most;
};

std::string quoted(const std::vector<std::string>& names) {
    return fmt::format("'{}'", fmt::join(names, "', '"));
}

/// Gives mutexes back that were taken. One whose owner died is kept: this process ends as its
/// owner, so that it is abandoned still for the next one, who may know how to repair what it
/// guards.
void give_back(std::span<tool::any_waitable> taken, mapview::outcome how) {
    if (how == mapview::outcome::abandoned) {
        tool::note("mapview: a mutex was abandoned, and is so still");
        return;
    }
    for (auto& one : taken)
        if (auto* const mutex = std::get_if<mapview::mutex>(&one)) mutex->unlock();
}

void wait_for(const arguments& given) {
    if (given.all && std::set(given.names.begin(), given.names.end()).size() < given.names.size())
        throw CLI::ValidationError("NAME", "a name is there twice");
    std::vector<tool::any_waitable> objects;
    for (const auto& name : given.names) objects.push_back(tool::open_waitable(name, "wait for"));
    std::vector<mapview::waitable_ref> list;
    for (const auto& one : objects) list.emplace_back(tool::as_waitable(one));

    const auto result =
        given.all ? mapview::wait_all(list, given.most) : mapview::wait_any(list, given.most);
    if (!result) throw tool::time_over("wait for " + quoted(given.names) + ": the time is over");

    const std::size_t first = given.all ? 0 : result.index;
    const std::size_t count = given.all ? objects.size() : 1;
    give_back(std::span(objects).subspan(first, count), result.how);
    for (const auto& name : std::span(given.names).subspan(first, count))
        tool::put(tool::printable(name) + "\n");
}

}  // namespace

std::function<void()> tool::wait(CLI::App& app) {
    const auto given = std::make_shared<arguments>();
    add_names(app, given->names, mapview::most_waitables,
              "the names of events, semaphores, mutexes or timers, up to 64");
    app.add_flag("--all", given->all, "wait until all can be had at one instant");
    add_duration(app, "--timeout", given->most,
                 "no longer than this: seconds, or with ms, s, m, h; 0 only looks");
    app.footer(
        "Takes what it waited for: an auto-reset event or timer is reset, a semaphore has one\n"
        "unit less, a mutex is unlocked again at once. Prints the names of what it took. Of\n"
        "several without --all the first that can be had is taken, and that one alone.\n"
        "Exit status: 0 taken, 1 failed, 2 misused, 3 the time was over.");
    return [given] { wait_for(*given); };
}
