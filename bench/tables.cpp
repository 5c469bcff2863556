// SPDX-License-Identifier: MIT
#include "report.hpp"

#include "markdown.hpp"
#include "timing_table.hpp"

#include <ostream>

namespace {

using namespace bench;

void print_weight(const footprint& weight, std::ostream& out) {
    std::vector<cells> rows = {
        {"one more", "heap bytes", "resident bytes", "kernel bytes", "descriptors", "over"}};
    for (std::size_t i = 0; i < weight.size(); ++i)
        rows.push_back({footprint_things[i], number(weight[i].heap_bytes, 0),
                        number(weight[i].resident_bytes, 0), number(weight[i].kernel_bytes, 0),
                        number(weight[i].descriptors, 2), std::to_string(weight[i].count)});
    print_title("What handles, names and views weigh", out);
    print_table(rows, out);
}

void print_kill(const report& report, std::ostream& out) {
    const auto cell = [&](std::optional<double> time) {
        return time ? number(*time, 1) + " ms"
                    : "still there after " + number(report.kill.patience, 0) + " ms";
    };
    std::vector<cells> rows = {{"from kill -9 of the only holder on", "memory free", "name gone"}};
    for (const auto& latency : report.kill_latencies)
        rows.push_back({latency.contender, cell(latency.memory_free), cell(latency.name_gone)});
    print_title("Killed holder of " + std::to_string(report.kill.size >> 20) + " MiB", out);
    print_table(rows, out);
}

/// How each path compares with itself among the fewest names, with shm_open as the common measure.
void print_names(const report& report, std::ostream& out) {
    std::vector<timed_path> paths;
    std::vector<cells> growth = {{"ratio to the same among the fewest names"}};
    for (const auto& level : report.names) {
        paths.insert(paths.end(), level.paths.begin(), level.paths.end());
        for (std::size_t i = 0; i < level.paths.size(); ++i) {
            cells row = {level.paths[i].path};
            for (std::size_t j = 1; j < level.paths[i].timings.size(); ++j) {
                if (growth.size() == 1 && i == 0)
                    growth[0].push_back(level.paths[i].timings[j].contender);
                row.push_back(number(level.paths[i].timings[j].ratio /
                                         report.names[0].paths[i].timings[j].ratio,
                                     2));
            }
            growth.push_back(row);
        }
    }
    print_timing_table("Among other names", in_microseconds, paths, out);
    print_table(growth, out);
    for (const auto& level : report.names)
        if (level.live < level.wanted)
            out << "\nOnly " << level.live << " of " << level.wanted << " names could be held, by "
                << level.processes << " processes.\n";
}

}  // namespace

void bench::print_tables(const report& report, std::ostream& out) {
    print_facts("Machine", report.machine, out);
    print_facts("Method", report.method, out);
    print_timing_table("Whole paths", in_microseconds, report.whole_paths, out);
    if (!report.names.empty()) print_names(report, out);
    print_timing_table("Among other holders of the name", in_microseconds, report.holders, out);
    print_timing_table("Single calls", in_microseconds, report.single_calls, out);
    if (report.weight) print_weight(*report.weight, out);
    if (!report.kill_latencies.empty()) print_kill(report, out);
    print_timing_table("System calls; ratio to a call that does nothing", in_microseconds,
                       report.system_calls, out);
}
