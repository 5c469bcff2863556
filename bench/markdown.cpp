// SPDX-License-Identifier: MIT
#include "markdown.hpp"

#include <algorithm>
#include <iomanip>
#include <ostream>
#include <sstream>

std::string bench::number(double value, int digits) {
    std::ostringstream text;
    text << std::fixed << std::setprecision(digits) << value;
    return text.str();
}

void bench::print_table(const std::vector<cells>& rows, std::ostream& out) {
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

void bench::print_title(const std::string& title, std::ostream& out) {
    out << "\n### " << title << '\n';
}

void bench::print_facts(const std::string& title, const facts& facts, std::ostream& out) {
    print_title(title, out);
    out << '\n';
    for (const auto& [what, which] : facts) out << "* " << what << ": " << which << '\n';
}
