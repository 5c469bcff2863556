// bench/waits/main.cpp - events, mutexes, semaphores and waiting, beside what Linux and others
// have. SPDX-License-Identifier: MIT
#include "failure.hpp"
#include "holder.hpp"
#include "machine.hpp"
#include "markdown.hpp"
#include "measurements.hpp"
#include "processor.hpp"
#include "roles.hpp"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include <sched.h>

#include <algorithm>
#include <cstdio>
#include <exception>
#include <iostream>

namespace {

using namespace bench;

struct plan {
    extent much = {.short_calls = {.rounds = 50, .batch = 20, .seed = 20261},
                   .round_trips = {.rounds = 50, .batch = 6, .seed = 20261},
                   .contests = {.rounds = 30, .batch = 1, .seed = 20261},
                   .paths = {.rounds = 200, .batch = 50, .seed = 20261},
                   .kills = 50,
                   .things_weighed = 10'000,
                   .names = {10, 100'000}};
    processors where = {.first = 0, .second = 1};
    std::vector<std::string> parts;

    bool wants(const char* part) const {
        return parts.empty() || std::find(parts.begin(), parts.end(), part) != parts.end();
    }
};

extent quick() {
    constexpr pace few = {.rounds = 2, .batch = 2, .seed = 1};
    return {.short_calls = few,
            .round_trips = few,
            .contests = {.rounds = 1, .batch = 1, .seed = 1},
            .paths = few,
            .kills = 2,
            .things_weighed = 100,
            .names = {10, 100}};
}

// Throws CLI::ParseError; to ask for help is one, too.
plan read_plan(CLI::App& app, int argc, char** argv) {
    plan plan;
    bool short_one = false;
    std::vector<int> processors;
    app.add_flag("--quick", short_one,
                 "a few calls of each kind: shows that everything runs, measures nothing");
    app.add_option("--part", plan.parts, "only this part; may be given again")
        ->allow_extra_args(false)
        ->check(
            CLI::IsMember({"names", "weight", "locks", "signals", "several", "relays", "kill"}));
    app.add_option("PROCESSOR OTHER", processors,
                   "where the measuring process and its partner run (0 1)")
        ->expected(2)
        ->check(CLI::Range(0, CPU_SETSIZE - 1));
    app.parse(argc, argv);
    if (!processors.empty()) plan.where = {.first = processors[0], .second = processors[1]};
    else if (short_one) plan.where = {.first = 0, .second = 0};  // any machine has that one
    if (short_one) plan.much = quick();
    return plan;
}

/// What takes long says what it is at.
void announce(const char* what) {
    std::fprintf(stderr, "mapview-bench-waits: %s\n", what);
}

void print_machine(const plan& plan) {
    print_facts("Machine", describe_machine(), std::cout);
    const pace& pace = plan.much.short_calls;
    std::cout << "* method: " << pace.rounds << " rounds of " << pace.batch
              << " rows of calls, after one to warm up; processors " << plan.where.first << " and "
              << plan.where.second << "; ratios to the first column\n";
}

void print_among_events(const plan& plan) {
    std::vector<timed_path> paths;
    std::vector<timed_path> signals;
    std::vector<std::string> missing;
    for (const auto names : plan.much.names) {
        const auto level = time_among_events(names, plan.much);
        paths.insert(paths.end(), level.paths.begin(), level.paths.end());
        signals.push_back(level.signal);
        if (level.live < level.wanted)
            missing.push_back("Only " + std::to_string(level.live) + " of " +
                              std::to_string(level.wanted) + " events could be held, by " +
                              std::to_string(level.processes) + " processes.");
    }
    print_timing_table("Among other events: create and open", in_microseconds, paths, std::cout);
    print_timing_table("Among other events: set and wait", in_nanoseconds, signals, std::cout);
    for (const auto& line : missing) std::cout << '\n' << line << '\n';
}

void print_weight(const plan& plan) {
    const holder scales({"weigh-waitables", std::to_string(plan.much.things_weighed)});
    waitables_weight weight;
    read_costs(scales.report(), weight);
    std::vector<cells> rows = {{"one more", "heap bytes", "resident bytes", "kernel bytes",
                                "shared memory bytes", "descriptors", "over"}};
    for (std::size_t i = 0; i < weight.size(); ++i)
        rows.push_back({weighed_waitables[i], number(weight[i].heap_bytes, 0),
                        number(weight[i].resident_bytes, 0), number(weight[i].kernel_bytes, 0),
                        number(weight[i].shared_bytes, 0), number(weight[i].descriptors, 2),
                        std::to_string(weight[i].count)});
    print_title("What objects and handles weigh", std::cout);
    print_table(rows, std::cout);
}

void print_locks(const plan& plan) {
    print_timing_table("Lock and unlock", in_nanoseconds,
                       {time_uncontended_locks(plan.much),
                        time_contended_locks(2, plan.where, plan.much),
                        time_contended_locks(8, plan.where, plan.much)},
                       std::cout);
}

void print_several(const plan& plan) {
    std::vector<timed_path> ready;
    for (const std::size_t count : {1U, 8U, 64U})
        ready.push_back(time_several_ready(count, plan.much));
    print_timing_table("Wait for several, of which one is ready", in_nanoseconds, ready, std::cout);

    std::vector<timed_path> asleep;
    for (const int partners : {plan.where.first, plan.where.second}) {
        const processors where = {.first = plan.where.first, .second = partners};
        for (const std::size_t count : {1U, 8U, 64U})
            asleep.push_back(time_several_asleep(count, wanted::any, where, plan.much));
        asleep.push_back(time_several_asleep(8, wanted::all, where, plan.much));
    }
    print_timing_table("Round trip: a go, the last of several in return", in_microseconds, asleep,
                       std::cout);
}

void print_killed_owners(const plan& plan) {
    std::vector<cells> rows = {{"ms from kill -9 of the owner to the sleeper's wake-up"},
                               {"median of " + std::to_string(plan.much.kills)},
                               {"worst"}};
    for (const auto& [contender, median, worst] : time_killed_owners(plan.where, plan.much)) {
        rows[0].push_back(contender);
        rows[1].push_back(number(median, 2));
        rows[2].push_back(number(worst, 2));
    }
    print_title("A mutex whose owner is killed", std::cout);
    print_table(rows, std::cout);
}

void run(const plan& plan) {
    const auto measure = [&](const char* part, auto print) {
        if (!plan.wants(part)) return;
        announce(part);
        print();
        std::cout.flush();
    };
    print_machine(plan);
    pin_to_processor(plan.where.first);
    // First what makes and closes handles: a fork marks those that exist as copied, and their
    // closing is slower.
    measure("names", [&] { print_among_events(plan); });
    measure("weight", [&] { print_weight(plan); });
    measure("locks", [&] { print_locks(plan); });
    measure("signals", [&] {
        print_timing_table("Set an event and wait for it", in_nanoseconds,
                           {time_signals(plan.much)}, std::cout);
    });
    measure("several", [&] { print_several(plan); });
    measure("relays", [&] {
        print_timing_table("Round trip of two processes", in_microseconds,
                           time_round_trips(plan.where, plan.much), std::cout);
        print_timing_table("Round trip of two processes that do not sleep", in_nanoseconds,
                           {time_spinning_round_trips(plan.where, plan.much)}, std::cout);
    });
    measure("kill", [&] { print_killed_owners(plan); });
    std::cout << "\nLoad average at the end: " << load_average() << '\n';
}

}  // namespace

int main(int argc, char** argv) {
    const std::vector<std::string> words(argv + 1, argv + argc);
    if (is_role(roles_of_waits(), words)) return play_role(roles_of_waits(), words);
    CLI::App app(
        "Measures events, mutexes, semaphores and waiting, beside what Linux and others have.",
        "mapview-bench-waits");
    try {
        run(read_plan(app, argc, argv));
        return 0;
    } catch (const CLI::ParseError& wrong) {
        return app.exit(wrong) == 0 ? 0 : 2;
    } catch (const std::exception& error) {
        std::fprintf(stderr, "mapview-bench-waits: %s\n", error.what());
        return 1;
    }
}
