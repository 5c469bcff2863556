// SPDX-License-Identifier: MIT
#include "timing_table.hpp"

#include "markdown.hpp"

#include <ostream>

void bench::print_timing_table(const std::string& title, time_unit unit,
                               const std::vector<timed_path>& paths, std::ostream& out) {
    if (!paths.empty()) print_title(title, out);
    const auto contenders = [unit](const timed_path& path) {
        cells titles = {std::string("median ") + unit.name + " (ratio)"};
        for (const auto& timing : path.timings) titles.push_back(timing.contender);
        return titles;
    };
    for (std::size_t i = 0; i < paths.size();) {
        std::vector<cells> rows = {contenders(paths[i])};
        for (; i < paths.size() && contenders(paths[i]) == rows[0]; ++i) {
            cells row = {paths[i].path};
            for (const auto& timing : paths[i].timings)
                row.push_back(number(timing.median * unit.in_a_microsecond, 2) + " (" +
                              number(timing.ratio, 2) + ')');
            rows.push_back(row);
        }
        print_table(rows, out);
    }
}
