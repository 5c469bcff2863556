// bridge.cpp - mapview bridge: what programs under Wine share by name, native programs share too.
// SPDX-License-Identifier: MIT
#include "command.hpp"
#include "end_request.hpp"
#include "failure.hpp"
#include "name_argument.hpp"
#include "output.hpp"
#include "printable.hpp"

#include "bridge/event.hpp"
#include "bridge/event_publication.hpp"
#include "bridge/followed_event.hpp"
#include "bridge/prefix_list.hpp"
#include "bridge/publication.hpp"
#include "bridge/watcher.hpp"

#include <CLI/App.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <memory>
#include <string>
#include <vector>

namespace {

namespace bridge = mapview::bridge;
using bridge::event;
using tool::printable;

struct arguments {
    bridge::watch_options watch;
    bridge::prefix_choice prefix;
    std::vector<std::string> names;
    std::vector<std::string> publish;  // SECTION or SECTION=NAME
    std::vector<std::string> events;
    std::vector<std::string> published_events;
    bool posix = false;
    std::string as;
    bool list = false;
};

// "'telemetry'", and what Wine calls it where that is something else.
std::string title_of(const event& what) {
    auto title = fmt::format("'{}'", printable(what.name));
    if (what.mapping != what.name) title += fmt::format(" ('{}')", printable(what.mapping));
    return title;
}

void show(const event& what) {
    switch (what.what) {
        case event::kind::bound:
            return tool::put(fmt::format("bound {}: {} bytes, {}, {}\n", title_of(what), what.size,
                                         printable(what.source), printable(what.path)));
        case event::kind::left: return tool::put(fmt::format("left {}\n", title_of(what)));
        case event::kind::published:
            return tool::put(fmt::format("published {}: {} bytes, {}\n", title_of(what), what.size,
                                         printable(what.source)));
        case event::kind::withdrawn:
            return tool::put(fmt::format("withdrawn {}\n", title_of(what)));
        case event::kind::forwarding:
            return tool::put(fmt::format("forwarding {}: {}\n", title_of(what), what.text));
        case event::kind::not_forwarding:
            return tool::put(fmt::format("no longer forwarding {}\n", title_of(what)));
        case event::kind::trouble:
            return tool::complain(
                what.name.empty() ? what.text : fmt::format("'{}': {}", what.name, what.text));
    }
}

void list() {
    const auto prefixes = bridge::list_prefixes();
    if (prefixes.empty()) throw tool::failure("no Wine prefix runs");
    for (const auto& prefix : prefixes) {
        tool::put(fmt::format("{}\n", printable(prefix.folder)));
        if (!prefix.trouble.empty()) tool::complain(prefix.trouble);
        for (const auto& mapping : prefix.mappings)
            tool::put(fmt::format("  {:<40} {:>12} {:>4}  {}\n", printable(mapping.name),
                                  mapping.size, mapping.handles, printable(mapping.programs)));
    }
}

bridge::publication::published_names names_of_publication(const std::string& text, bool posix) {
    const auto equals = text.find('=');
    const auto section = text.substr(0, equals);
    const auto mapping = equals == text.npos ? section : text.substr(equals + 1);
    if (!posix) tool::check_name(section);
    else if (section.empty() || section.front() == '.' || section.find('/') != section.npos)
        throw tool::failure(fmt::format("'{}' is no name in /dev/shm", printable(section)));
    tool::check_name(mapping);
    return {section, mapping, posix};
}

void watch(const arguments& given) {
    std::signal(SIGPIPE, SIG_IGN);  // an agent that is killed must not take the bridge with it
    const tool::end_request end;
    bridge::prefix_search search(given.prefix);
    std::unique_ptr<bridge::watcher> watcher;
    if (!given.watch.names.empty() || given.watch.all)
        watcher = std::make_unique<bridge::watcher>(given.watch, search, show);
    std::vector<std::unique_ptr<bridge::publication>> publications;
    for (const auto& text : given.publish)
        publications.push_back(std::make_unique<bridge::publication>(
            names_of_publication(text, given.posix), search, show));
    std::vector<std::unique_ptr<bridge::followed_event>> followed;
    for (const auto& name : given.events)
        followed.push_back(std::make_unique<bridge::followed_event>(name, search, show));
    std::vector<std::unique_ptr<bridge::event_publication>> published;
    for (const auto& name : given.published_events)
        published.push_back(std::make_unique<bridge::event_publication>(name, search, show));
    constexpr std::chrono::milliseconds tick(400);
    bool told_waiting = false;
    do {
        for (const auto& one : publications) one->step();
        for (const auto& one : followed) one->step();
        for (const auto& one : published) one->step();
        if (watcher && !watcher->step()) return;
        if (search.is_waiting() && !told_waiting) tool::note("waiting for a Wine prefix to run");
        told_waiting = search.is_waiting();
    } while (!end.wait_for(tick));
}

void run(arguments& given) {
    if (given.list) return list();
    const bool binds = !given.names.empty() || given.watch.all;
    const bool forwards = !given.events.empty() || !given.published_events.empty();
    if (!binds && given.publish.empty() && !forwards)
        throw CLI::RequiredError("NAME, --all, --publish, --event, --publish-event or --list");
    if (given.posix && binds)
        throw tool::failure(
            "Wine's memory cannot become /dev/shm/NAME: it has no name in a file system, and Linux "
            "gives it none, so that could only be a copy. Use the path that 'bound' shows; or make "
            "/dev/shm/NAME first, and --publish it before the program makes the mapping");
    if (given.posix && given.publish.empty())
        throw CLI::ValidationError("--posix", "goes with --publish");
    // A signal would go round for ever.
    for (const auto& name : given.events)
        if (std::ranges::find(given.published_events, name) != given.published_events.end())
            throw CLI::ValidationError("--event", "an event is forwarded one way");
    if (!given.as.empty() && given.names.size() != 1)
        throw CLI::ValidationError("--as", "names one section, so it goes with one NAME");
    for (const auto& name : given.names)
        given.watch.names.push_back({name, given.as.empty() ? name : given.as});
    watch(given);
}

CLI::Option* add_event_option(CLI::App& app, const char* option, std::vector<std::string>& to,
                              const char* what) {
    return app.add_option(option, to, what)
        ->type_name("NAME")
        ->allow_extra_args(false)
        ->check([](const std::string& name) {
            tool::check_name(name);
            return std::string();
        });
}

}  // namespace

std::function<void()> tool::bridge(CLI::App& app) {
    const auto given = std::make_shared<arguments>();
    auto* const names = app.add_option("NAME", given->names, "mappings, as the programs call them");
    names->check([](const std::string& name) {
        check_name(name);
        return std::string();
    });
    auto* const all = app.add_flag("--all", given->watch.all, "every mapping, as it appears");
    auto* const once =
        app.add_flag("--once", given->watch.once,
                     "what is there now; fail where it is not, end when its program does");
    auto* const keep =
        app.add_flag("--keep", given->watch.keep, "hold the memory of programs that have ended");
    auto* const as = app.add_option("--as", given->as, "the name of the native section")
                         ->type_name("NAME")
                         ->check([](const std::string& name) {
                             check_name(name);
                             return std::string();
                         });
    auto* const publish =
        app.add_option("--publish", given->publish,
                       "the other direction: a native section becomes a mapping, of that NAME")
            ->type_name("SECTION[=NAME]")
            ->allow_extra_args(false);
    auto* const posix =
        app.add_flag("--posix", given->posix,
                     "what is published is shared memory of shm_open, /dev/shm/SECTION");
    auto* const event =
        add_event_option(app, "--event", given->events,
                         "set a native event when the one of this name in the prefix is");
    auto* const publish_event = add_event_option(app, "--publish-event", given->published_events,
                                                 "the other direction: from here to the prefix");
    auto* const prefix =
        app.add_option("--prefix", given->prefix.folder, "the Wine prefix, where several run")
            ->type_name("DIR");
    auto* const pid =
        app.add_option("--pid", given->prefix.process, "the prefix in which this process runs")
            ->type_name("PID")
            ->check(CLI::PositiveNumber);
    auto* const list = app.add_flag("--list", given->list, "list the prefixes and their mappings");
    prefix->excludes(pid);
    all->excludes(names)->excludes(once)->excludes(as);
    once->excludes(publish)->excludes(event)->excludes(publish_event);
    keep->excludes(once);
    for (auto* const other :
         {names, all, once, keep, as, publish, posix, event, publish_event, prefix, pid})
        list->excludes(other);
    app.footer(
        "Runs until Enter, SIGINT or SIGTERM. Programs under Wine need no preparation; the prefix\n"
        "never waits for the bridge. Names that nobody has made yet are waited for.");
    return [given] { run(*given); };
}
