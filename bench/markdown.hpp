// bench/markdown.hpp - tables that can be pasted into docs/benchmarks.md.
// SPDX-License-Identifier: MIT
#pragma once

#include "machine.hpp"

#include <iosfwd>
#include <string>
#include <vector>

namespace bench {

using cells = std::vector<std::string>;

std::string number(double value, int digits);

void print_title(const std::string& title, std::ostream& out);

/// The first row has the columns' titles.
void print_table(const std::vector<cells>& rows, std::ostream& out);

/// A title, and a list of what and which.
void print_facts(const std::string& title, const facts& facts, std::ostream& out);

}  // namespace bench
