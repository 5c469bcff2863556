// bench/report.hpp - the tables for people and the JSON for programs.
// SPDX-License-Identifier: MIT
#pragma once

#include "footprint.hpp"
#include "kill_latency.hpp"
#include "machine.hpp"
#include "paths.hpp"

#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

namespace bench {

/// Everything that a run found out.
struct report {
    facts machine;
    facts method;
    std::vector<timed_path> whole_paths;
    std::vector<among_names> names;
    std::vector<timed_path> holders;
    std::vector<timed_path> single_calls;
    std::vector<timed_path> system_calls;
    std::optional<footprint> weight;
    kill_spec kill;
    std::vector<kill_latency> kill_latencies;
};

/// Markdown tables: a row for each path, a column for each contender, each with its time in
/// microseconds and, in brackets, its ratio to the first.
void print_tables(const report& report, std::ostream& out);

void print_json(const report& report, std::ostream& out);

}  // namespace bench
