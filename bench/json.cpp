// SPDX-License-Identifier: MIT
#include "report.hpp"

#include <cstdio>
#include <ostream>

namespace {

using namespace bench;

std::string quoted(const std::string& text) {
    std::string result = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') result += '\\';
        if (static_cast<unsigned char>(c) >= 0x20) result += c;
    }
    return result + '"';
}

/// "open ITEM, ITEM close", each item by `print`.
template <class Items, class Print>
void print_all(std::ostream& out, char open, char close, const Items& items, Print print) {
    out << open;
    const char* separator = "";
    for (const auto& item : items) {
        out << separator << "\n    ";
        print(item);
        separator = ",";
    }
    out << '\n' << close;
}

void print_facts(std::ostream& out, const facts& facts) {
    print_all(out, '{', '}', facts,
              [&](const auto& fact) { out << quoted(fact.first) << ": " << quoted(fact.second); });
}

void print_timings(std::ostream& out, const std::vector<timed_path>& paths) {
    print_all(out, '[', ']', paths, [&](const timed_path& path) {
        out << "{\"path\": " << quoted(path.path) << ", \"contenders\": ";
        print_all(out, '[', ']', path.timings, [&](const timing& timing) {
            out << "{\"contender\": " << quoted(timing.contender)
                << ", \"median_us\": " << timing.median << ", \"p99_us\": " << timing.p99
                << ", \"ratio\": " << timing.ratio << '}';
        });
        out << '}';
    });
}

void print_weight(std::ostream& out, const footprint& weight) {
    std::size_t i = 0;
    print_all(out, '[', ']', weight, [&](const cost& cost) {
        out << "{\"one_more\": " << quoted(footprint_things[i++])
            << ", \"heap_bytes\": " << cost.heap_bytes
            << ", \"resident_bytes\": " << cost.resident_bytes
            << ", \"kernel_bytes\": " << cost.kernel_bytes
            << ", \"descriptors\": " << cost.descriptors << ", \"over\": " << cost.count << '}';
    });
}

void print_optional(std::ostream& out, std::optional<double> value) {
    if (value) out << *value;
    else out << "null";
}

}  // namespace

void bench::print_json(const report& report, std::ostream& out) {
    out << "{\n\"machine\": ";
    print_facts(out, report.machine);
    out << ",\n\"method\": ";
    print_facts(out, report.method);
    out << ",\n\"whole_paths\": ";
    print_timings(out, report.whole_paths);
    out << ",\n\"among_names\": ";
    print_all(out, '[', ']', report.names, [&](const among_names& level) {
        out << "{\"wanted\": " << level.wanted << ", \"live\": " << level.live
            << ", \"processes\": " << level.processes << ", \"paths\": ";
        print_timings(out, level.paths);
        out << '}';
    });
    out << ",\n\"among_holders\": ";
    print_timings(out, report.holders);
    out << ",\n\"single_calls\": ";
    print_timings(out, report.single_calls);
    out << ",\n\"system_calls\": ";
    print_timings(out, report.system_calls);
    if (report.weight) {
        out << ",\n\"weight\": ";
        print_weight(out, *report.weight);
    }
    out << ",\n\"killed_holder\": {\"bytes\": " << report.kill.size
        << ", \"rounds\": " << report.kill.rounds << ", \"contenders\": ";
    print_all(out, '[', ']', report.kill_latencies, [&](const kill_latency& latency) {
        out << "{\"contender\": " << quoted(latency.contender) << ", \"memory_free_ms\": ";
        print_optional(out, latency.memory_free);
        out << ", \"name_gone_ms\": ";
        print_optional(out, latency.name_gone);
        out << '}';
    });
    out << "}\n}\n";
}
