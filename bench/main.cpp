// bench/main.cpp - measures mapview beside other ways to share memory by name.
// SPDX-License-Identifier: MIT
#include "holder.hpp"
#include "processor.hpp"
#include "report.hpp"
#include "roles.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <stdexcept>

namespace {

using namespace bench;

constexpr std::array parts = {"paths", "names", "holders", "calls", "weight", "kill", "system"};

constexpr const char* usage =
    "usage: mapview-bench [--quick] [--part PART]... [--json FILE] [--processor N] [--rounds N]\n"
    "\n"
    "  --quick        a few calls of each kind: shows that everything runs, measures nothing\n"
    "  --part PART    only this part: paths names holders calls weight kill system\n"
    "  --json FILE    write the results there too\n"
    "  --processor N  stay on this processor (0)\n"
    "  --rounds N     rounds of each comparison (200)\n";

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

std::size_t number(const std::string& text) {
    std::size_t value = 0;
    const char* const end = text.data() + text.size();
    if (std::from_chars(text.data(), end, value).ptr != end || text.empty())
        throw std::invalid_argument(text + " is not a number");
    return value;
}

std::string part(const std::string& text) {
    if (std::ranges::find(parts, text) == parts.end())
        throw std::invalid_argument("there is no part " + text);
    return text;
}

plan read_plan(const std::vector<std::string>& words) {
    plan plan;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const auto value = [&]() -> const std::string& {
            if (i + 1 == words.size()) throw std::invalid_argument(words[i] + " needs a value");
            return words[++i];
        };
        if (words[i] == "--part") plan.parts.push_back(part(value()));
        else if (words[i] == "--json") plan.json = value();
        else if (words[i] == "--processor") plan.processor = static_cast<int>(number(value()));
        else if (words[i] == "--rounds") plan.turns.rounds = number(value());
        else if (words[i] == "--quick") {
            plan.turns.rounds = plan.turns.batch = 3;
            plan.names = {10, 100};
            plan.holders = {1, 10};
            plan.things_weighed = 100;
            plan.kill = {.size = 8u << 20, .rounds = 1, .patience = 100};
        } else throw std::invalid_argument("what is " + words[i] + "?");
    }
    if (plan.turns.rounds == 0) throw std::invalid_argument("at least one round is needed");
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
    if (std::ranges::count(words, "--help") > 0) return std::fputs(usage, stdout), 0;
    try {
        const plan plan = read_plan(words);
        const report report = measure(plan);
        print_tables(report, std::cout);
        if (!plan.json.empty()) {
            std::ofstream file(plan.json);
            print_json(report, file);
            if (!file) throw std::runtime_error("cannot write " + plan.json);
        }
        return 0;
    } catch (const std::invalid_argument& e) {
        std::fprintf(stderr, "mapview-bench: %s\n%s", e.what(), usage);
        return 2;
    } catch (const std::exception& e) {
        std::fprintf(stderr, "mapview-bench: %s\n", e.what());
        return 1;
    }
}
