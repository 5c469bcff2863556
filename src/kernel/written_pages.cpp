// SPDX-License-Identifier: MIT
#include "kernel/written_pages.hpp"

#include "kernel/descriptor.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>

namespace mapview::kernel {
namespace {

// https://docs.kernel.org/admin-guide/mm/pagemap.html
constexpr std::uint64_t present = 1ULL << 63;
constexpr std::uint64_t swapped = 1ULL << 62;
constexpr std::uint64_t of_file = 1ULL << 61;

bool is_written(std::uint64_t page) {
    return (page & (present | swapped)) != 0 && (page & of_file) == 0;
}

}  // namespace

written_run written_from(address_range pages) noexcept {
    const descriptor map(::open("/proc/thread-self/pagemap", O_RDONLY | O_CLOEXEC));
    std::array<std::uint64_t, 512> entries;
    written_run run{false, pages.begin};
    while (run.end < pages.end) {
        const std::size_t count =
            std::min<std::size_t>(entries.size(), (pages.end - run.end) / page_size());
        const auto at = static_cast<off_t>(run.end / page_size() * sizeof entries[0]);
        const ssize_t got = ::pread(map.get(), entries.data(), count * sizeof entries[0], at);
        if (got < static_cast<ssize_t>(sizeof entries[0])) return {run.written, pages.end};
        if (run.end == pages.begin) run.written = is_written(entries[0]);
        for (const std::uint64_t* page = entries.data();
             page != entries.data() + static_cast<std::size_t>(got) / sizeof entries[0]; ++page) {
            if (is_written(*page) != run.written) return run;
            run.end += page_size();
        }
    }
    return run;
}

}  // namespace mapview::kernel
