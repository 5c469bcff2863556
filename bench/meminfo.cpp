// SPDX-License-Identifier: MIT
#include "meminfo.hpp"

#include "failure.hpp"

#include <fstream>

namespace {

/// The number of KiB behind "row:" in a file of such rows, as bytes.
std::uint64_t row_of(const char* path, const std::string& row) {
    std::ifstream file(path);
    std::string line;
    while (std::getline(file, line))
        if (line.compare(0, row.size() + 1, row + ':') == 0)
            return std::stoull(line.substr(row.size() + 1)) * 1024;
    throw std::runtime_error(std::string(path) + " has no row " + row);
}

}  // namespace

std::uint64_t bench::meminfo_bytes(const std::string& row) {
    return row_of("/proc/meminfo", row);
}

std::uint64_t bench::resident_anonymous_bytes() {
    return row_of("/proc/self/status", "RssAnon");
}
