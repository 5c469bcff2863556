// bench/main.cpp - measures mapview beside other ways to share memory by name.
// SPDX-License-Identifier: MIT
#include "holder.hpp"
#include "processor.hpp"
#include "report.hpp"
#include "roles.hpp"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include <sched.h>

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <stdexcept>

namespace {

using namespace bench;

struct plan {
    pace turns = {.rounds = 200, .batch = 50, .seed = 20261};
    std::vector<std::size_t> names = {10, 10'000, 100'000};
    std::vector<std::size_t> holders = {1, 100, 1'000};
    std::size_t things_weighed = 10'000;
    kill_spec kill = {.size = 256u << 20, .rounds = 5, .patience = 1'000};

    int processor = 0;
    std::vector<std::string> parts;
    std::string json;

    bool wants(const char* part) const {
        return parts.empty() || std::find(parts.begin(), parts.end(), part) != parts.end();
    }
};

// Throws CLI::ParseError; to ask for help is one, too.
plan read_plan(CLI::App& app, int argc, char** argv) {
    plan plan;
    bool quick = false;
    app.add_flag("--quick", quick,
                 "a few calls of each kind: shows that everything runs, measures nothing");
    app.add_option("--part", plan.parts, "only this part; may be given again")
        ->allow_extra_args(false)
        ->check(CLI::IsMember({"paths", "names", "holders", "calls", "weight", "kill", "system"}));
    app.add_option("--json", plan.json, "write the results there too")->type_name("FILE");
    app.add_option("--processor", plan.processor, "stay on this processor")
        ->capture_default_str()
        ->check(CLI::Range(0, CPU_SETSIZE - 1));
    auto* const rounds = app.add_option("--rounds", plan.turns.rounds, "rounds of each comparison")
                             ->capture_default_str()
                             ->check(CLI::Range(1, 1'000'000));
    app.parse(argc, argv);
    if (!quick) return plan;
    plan.turns.batch = 3;
    if (rounds->empty()) plan.turns.rounds = 3;
    plan.names = {10, 100};
    plan.holders = {1, 10};
    plan.things_weighed = 100;
    plan.kill = {.size = 8u << 20, .rounds = 1, .patience = 100};
    return plan;
}

facts describe_method(const plan& plan) {
    return {
        {"turns", std::to_string(plan.turns.rounds) +
                      " rounds after one to warm up; in each, every "
                      "contender makes " +
                      std::to_string(plan.turns.batch) +
                      " calls, in an order drawn anew; one process, on processor " +
                      std::to_string(plan.processor)},
        {"figures", "median of all calls, each timed alone; ratio: median over the rounds of the "
                    "contender's median divided by that of the first column"},
        {"opened objects", "held by another process each"},
    };
}

/// What takes long says what it is at.
void announce(const char* what) {
    std::fprintf(stderr, "mapview-bench: %s\n", what);
}

report measure(const plan& plan) {
    report report;
    report.machine = describe_machine();
    report.method = describe_method(plan);
    report.kill = plan.kill;

    if (plan.wants("kill")) {
        announce("killed holders");
        report.kill_latencies = measure_kill_latency(plan.kill);
    }
    pin_to_processor(plan.processor);
    if (plan.wants("paths")) {
        announce("whole paths");
        report.whole_paths = time_whole_paths(plan.turns);
    }
    if (plan.wants("names")) {
        announce("among other names");
        for (const auto names : plan.names)
            report.names.push_back(time_among_names(names, plan.turns));
    }
    if (plan.wants("holders")) {
        announce("among other holders");
        for (const auto handles : plan.holders) {
            report.holders.push_back(time_among_holders(handles, 1, plan.turns));
            if (handles > 1) report.holders.push_back(time_among_holders(1, handles, plan.turns));
        }
    }
    if (plan.wants("calls")) {
        announce("single calls");
        report.single_calls = time_single_calls(plan.turns);
    }
    if (plan.wants("weight")) {
        announce("weight");
        report.weight =
            footprint_of_line(holder({"weigh", std::to_string(plan.things_weighed)}).report());
    }
    if (plan.wants("system")) {
        announce("system calls");
        report.system_calls = time_system_calls(plan.turns);
    }
    report.machine.emplace_back("load_average_at_the_end", load_average());
    return report;
}

}  // namespace

int main(int argc, char** argv) {
    const std::vector<std::string> words(argv + 1, argv + argc);
    if (is_role(words)) return play_role(words);
    CLI::App app("Measures mapview beside other ways to share memory by name.", "mapview-bench");
    try {
        const plan plan = read_plan(app, argc, argv);
        const report report = measure(plan);
        print_tables(report, std::cout);
        if (!plan.json.empty()) {
            std::ofstream file(plan.json);
            print_json(report, file);
            if (!file) throw std::runtime_error("cannot write " + plan.json);
        }
        return 0;
    } catch (const CLI::ParseError& wrong) {
        return app.exit(wrong) == 0 ? 0 : 2;
    } catch (const std::exception& e) {
        std::fprintf(stderr, "mapview-bench: %s\n", e.what());
        return 1;
    }
}
