// SPDX-License-Identifier: MIT
#include "footprint.hpp"

#include <mapview/mapview.hpp>

#include <windows.h>

namespace {

using namespace bench;

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
    return costs_to_line(footprint);
}

bench::footprint bench::footprint_of_line(const std::string& line) {
    footprint read;
    read_costs(line, read);
    return read;
}
