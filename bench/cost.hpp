// bench/cost.hpp - what one more of a thing takes.
// SPDX-License-Identifier: MIT
#pragma once

#include <mapview/error.hpp>

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace bench {

/// The average over `count` of them.
struct cost {
    std::size_t count = 0;
    double heap_bytes = 0;      ///< what malloc gave out
    double resident_bytes = 0;  ///< anonymous pages of the process, the heap's among them
    double kernel_bytes = 0;    ///< growth of Slab in /proc/meminfo, which the whole machine shares
    double shared_bytes = 0;    ///< the same of Shmem: pages of memfds
    double descriptors = 0;
};

/// What this process and the kernel have now; `count` says nothing.
cost take_stock();

/// How much each of up to `count` things adds that `make(number)` returns and that give back what
/// they hold when they go; less where descriptors run out, which mapview::error says.
template <class Make>
cost weigh(std::size_t count, Make make) {
    constexpr std::size_t spare = 4;  // descriptors that taking stock needs

    std::vector<decltype(make(std::size_t{}))> kept(count);
    const cost before = take_stock();
    std::size_t made = 0;
    try {
        for (; made < count; ++made) kept[made] = make(made);
    } catch (const mapview::error& e) {
        if (e.code() != mapview::errc::too_many_open_files || made <= spare) throw;
        for (std::size_t i = 0; i < spare; ++i) kept[--made] = {};
    }
    const cost after = take_stock();

    const auto each = [made](double a, double b) { return (b - a) / static_cast<double>(made); };
    return {.count = made,
            .heap_bytes = each(before.heap_bytes, after.heap_bytes),
            .resident_bytes = each(before.resident_bytes, after.resident_bytes),
            .kernel_bytes = each(before.kernel_bytes, after.kernel_bytes),
            .shared_bytes = each(before.shared_bytes, after.shared_bytes),
            .descriptors = each(before.descriptors, after.descriptors)};
}

/// As one line of numbers, to be sent through a pipe, and back.
std::string costs_to_line(std::span<const cost> costs);
void read_costs(const std::string& line, std::span<cost> costs);

}  // namespace bench
