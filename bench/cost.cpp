// SPDX-License-Identifier: MIT
#include "cost.hpp"

#include "failure.hpp"
#include "meminfo.hpp"

#include <filesystem>
#include <iterator>
#include <sstream>

#include <malloc.h>

bench::cost bench::take_stock() {
    const auto heap = mallinfo2();
    const auto descriptors = std::filesystem::directory_iterator("/proc/self/fd");
    return {.heap_bytes = static_cast<double>(heap.uordblks + heap.hblkhd),
            .resident_bytes = static_cast<double>(resident_anonymous_bytes()),
            .kernel_bytes = static_cast<double>(meminfo_bytes("Slab")),
            .shared_bytes = static_cast<double>(meminfo_bytes("Shmem")),
            .descriptors =
                static_cast<double>(std::distance(begin(descriptors), end(descriptors)))};
}

std::string bench::costs_to_line(std::span<const cost> costs) {
    std::ostringstream line;
    for (const cost& c : costs)
        line << c.count << ' ' << c.heap_bytes << ' ' << c.resident_bytes << ' ' << c.kernel_bytes
             << ' ' << c.shared_bytes << ' ' << c.descriptors << ' ';
    return line.str();
}

void bench::read_costs(const std::string& line, std::span<cost> costs) {
    std::istringstream in(line);
    for (cost& c : costs)
        in >> c.count >> c.heap_bytes >> c.resident_bytes >> c.kernel_bytes >> c.shared_bytes >>
            c.descriptors;
    check(bool(in), "costs came back incomplete: " + line);
}
