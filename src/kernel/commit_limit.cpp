// SPDX-License-Identifier: MIT
#include "kernel/commit_limit.hpp"

#include "kernel/named_numbers.hpp"

#include <algorithm>
#include <array>
#include <exception>
#include <fstream>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

namespace mapview::kernel {
namespace {

constexpr std::uint64_t unchecked = 1 << 20;
constexpr std::uint64_t no_limit = std::numeric_limits<std::uint64_t>::max();

std::optional<std::uint64_t> read_number(const std::string& file) {
    std::ifstream in(file);
    std::uint64_t number = 0;
    if (!(in >> number)) return std::nullopt;  // not there, or "max"
    return number;
}

struct group_files {
    const char* mount;
    const char* limit;
    const char* used;
    std::array<std::string_view, 2> reclaimable;  // numbers in memory.stat
};

constexpr group_files version_1{"/sys/fs/cgroup/memory",
                                "memory.limit_in_bytes",
                                "memory.usage_in_bytes",
                                {"total_active_file", "total_inactive_file"}};
constexpr group_files version_2{
    "/sys/fs/cgroup", "memory.max", "memory.current", {"active_file", "inactive_file"}};

// What the group and those above it leave. Page cache does not count as used: it gives way.
std::uint64_t groups_leave(const group_files& files, std::string group) {
    std::uint64_t left = no_limit;
    for (;;) {
        const std::string folder = files.mount + (group == "/" ? "" : group) + '/';
        const auto limit = read_number(folder + files.limit);
        auto used = read_number(folder + files.used);
        if (limit && used) {
            const auto cache =
                sum_of_numbers(folder + "memory.stat", {files.reclaimable[0], files.reclaimable[1]})
                    .value_or(0);
            *used -= std::min(*used, cache);
            left = std::min(left, *limit > *used ? *limit - *used : 0);
        }
        if (group.size() <= 1) return left;
        const auto slash = group.rfind('/');
        group.erase(slash == 0 ? 1 : slash);
    }
}

std::uint64_t control_groups_leave() {
    std::ifstream in("/proc/self/cgroup");
    std::uint64_t left = no_limit;
    std::string line;  // hierarchy:controllers:group
    while (std::getline(in, line)) {
        const auto first = line.find(':');
        const auto second = line.find(':', first + 1);
        if (second == std::string::npos || line[second + 1] != '/') continue;
        const std::string controllers = line.substr(first + 1, second - first - 1);
        const std::string group = line.substr(second + 1);
        if (controllers.empty()) left = std::min(left, groups_leave(version_2, group));
        else if ((',' + controllers + ',').find(",memory,") != std::string::npos)
            left = std::min(left, groups_leave(version_1, group));
    }
    return left;
}

}  // namespace

bool can_commit(std::uint64_t bytes) noexcept try {
    if (bytes < unchecked) return true;
    // MemAvailable counts what the page cache would give back.
    const auto available = sum_of_numbers("/proc/meminfo", {"MemAvailable:"});
    if (!available) return true;
    const std::uint64_t swap = sum_of_numbers("/proc/meminfo", {"SwapFree:"}).value_or(0) * 1024;
    return bytes <= saturated_sum(*available * 1024, swap) &&
           bytes <= saturated_sum(control_groups_leave(), swap);
} catch (const std::exception&) {
    return true;  // what cannot be found out forbids nothing
}

}  // namespace mapview::kernel
