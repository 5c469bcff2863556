// SPDX-License-Identifier: MIT
#include "footprint.hpp"

#include "failure.hpp"
#include "meminfo.hpp"

#include <mapview/mapview.hpp>

#include <windows.h>

#include <filesystem>
#include <iterator>
#include <sstream>
#include <vector>

#include <malloc.h>

namespace {

using namespace bench;

cost take_stock() {
    const auto heap = mallinfo2();
    const auto descriptors = std::filesystem::directory_iterator("/proc/self/fd");
    return {.heap_bytes = static_cast<double>(heap.uordblks + heap.hblkhd),
            .resident_bytes = static_cast<double>(resident_anonymous_bytes()),
            .kernel_bytes = static_cast<double>(meminfo_bytes("Slab")),
            .descriptors =
                static_cast<double>(std::distance(begin(descriptors), end(descriptors)))};
}

/// How much each of up to `count` things adds that `make` returns.
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
            .descriptors = each(before.descriptors, after.descriptors)};
}

/// A handle by DuplicateHandle that closes itself.
mapview::section duplicate(const mapview::section& section) {
    HANDLE twin = nullptr;
    if (!DuplicateHandle(GetCurrentProcess(), section.native_handle(), GetCurrentProcess(), &twin,
                         0, FALSE, DUPLICATE_SAME_ACCESS))
        throw mapview::error(static_cast<mapview::errc>(GetLastError()), "duplicate section", {});
    return mapview::section::from_native_handle(twin);
}

}  // namespace

bench::footprint bench::measure_footprint(std::size_t count) {
    using mapview::section;
    const std::string name = "mapview-bench-footprint-" + std::to_string(GetCurrentProcessId());
    const auto first = section::create(name, {.size = 4096});
    (void)first.map();  // what is paid once is paid now

    const auto new_name = [&](std::size_t i) {
        return section::create(name + '-' + std::to_string(i), {.size = 4096});
    };
    return {weigh(count, new_name), weigh(count, [&](std::size_t) { return section::open(name); }),
            weigh(count, [&](std::size_t) { return duplicate(first); }),
            weigh(count, [&](std::size_t) { return first.map(); })};
}

std::string bench::to_line(const footprint& footprint) {
    std::ostringstream line;
    for (const cost& c : footprint)
        line << c.count << ' ' << c.heap_bytes << ' ' << c.resident_bytes << ' ' << c.kernel_bytes
             << ' ' << c.descriptors << ' ';
    return line.str();
}

bench::footprint bench::footprint_of_line(const std::string& line) {
    std::istringstream in(line);
    footprint read;
    for (cost& c : read)
        in >> c.count >> c.heap_bytes >> c.resident_bytes >> c.kernel_bytes >> c.descriptors;
    check(bool(in), "a footprint came back incomplete: " + line);
    return read;
}
