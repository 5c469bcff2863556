// SPDX-License-Identifier: MIT
#include "report.hpp"

#include <algorithm>
#include <iomanip>
#include <ostream>
#include <sstream>

namespace {

using namespace bench;
using cells = std::vector<std::string>;

std::string number(double value, int digits) {
    std::ostringstream text;
    text << std::fixed << std::setprecision(digits) << value;
    return text.str();
}

/// The first row has the columns' titles.
void print_table(const std::vector<cells>& rows, std::ostream& out) {
    std::vector<std::size_t> widths(rows[0].size());
    for (const auto& row : rows)
        for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], row[i].size());

    const auto print_row = [&](const cells& row, char fill) {
        for (std::size_t i = 0; i < row.size(); ++i)
            out << "| " << std::left << std::setfill(fill) << std::setw(static_cast<int>(widths[i]))
                << row[i] << ' ';
        out << std::setfill(' ') << "|\n";
    };
    out << '\n';
    print_row(rows[0], ' ');
    print_row(cells(rows[0].size(), ""), '-');
    for (std::size_t i = 1; i < rows.size(); ++i) print_row(rows[i], ' ');
}

void print_title(const std::string& title, std::ostream& out) {
    out << "\n### " << title << '\n';
}

/// Rows with the same contenders share a table.
void print_timings(const std::string& title, const std::vector<timed_path>& paths,
                   std::ostream& out) {
    if (!paths.empty()) print_title(title, out);
    const auto contenders = [](const timed_path& path) {
        cells titles = {"median us (ratio)"};
        for (const auto& timing : path.timings) titles.push_back(timing.contender);
        return titles;
    };
    for (std::size_t i = 0; i < paths.size();) {
        std::vector<cells> rows = {contenders(paths[i])};
        for (; i < paths.size() && contenders(paths[i]) == rows[0]; ++i) {
            cells row = {paths[i].path};
            for (const auto& timing : paths[i].timings)
                row.push_back(number(timing.median, 2) + " (" + number(timing.ratio, 2) + ')');
            rows.push_back(row);
        }
        print_table(rows, out);
    }
}

void print_facts(const std::string& title, const facts& facts, std::ostream& out) {
    print_title(title, out);
    out << '\n';
    for (const auto& [what, which] : facts) out << "* " << what << ": " << which << '\n';
}

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
    print_timings("Among other names", paths, out);
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
    print_timings("Whole paths", report.whole_paths, out);
    if (!report.names.empty()) print_names(report, out);
    print_timings("Among other holders of the name", report.holders, out);
    print_timings("Single calls", report.single_calls, out);
    if (report.weight) print_weight(*report.weight, out);
    if (!report.kill_latencies.empty()) print_kill(report, out);
    print_timings("System calls; ratio to a call that does nothing", report.system_calls, out);
}
