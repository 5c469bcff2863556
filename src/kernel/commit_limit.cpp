// SPDX-License-Identifier: MIT
#include "kernel/commit_limit.hpp"

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

std::uint64_t saturated_sum(std::uint64_t a, std::uint64_t b) {
    return a > no_limit - b ? no_limit : a + b;
}

std::optional<std::uint64_t> read_number(const std::string& file) {
    std::ifstream in(file);
    std::uint64_t number = 0;
    if (!(in >> number)) return std::nullopt;  // not there, or "max"
    return number;
}

// The sum of those lines of "name value" files, such as /proc/meminfo, that have one of the names.
template <std::size_t Count>
std::optional<std::uint64_t> read_fields(const std::string& file,
                                         const std::array<std::string_view, Count>& names) {
    std::ifstream in(file);
    std::optional<std::uint64_t> sum;
    std::string name;
    std::uint64_t value = 0;
    std::string rest;
    while (in >> name >> value && std::getline(in, rest))
        if (std::ranges::find(names, name) != names.end())
            sum = saturated_sum(sum.value_or(0), value);
    return sum;
}

struct group_files {
    const char* mount;
    const char* limit;
    const char* used;
    std::array<std::string_view, 2> reclaimable;  // fields of memory.stat
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
            const auto cache = read_fields(folder + "memory.stat", files.reclaimable).value_or(0);
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
    constexpr std::array<std::string_view, 1> available_field{"MemAvailable:"};
    constexpr std::array<std::string_view, 1> swap_field{"SwapFree:"};
    const auto available = read_fields("/proc/meminfo", available_field);
    if (!available) return true;
    const std::uint64_t swap = read_fields("/proc/meminfo", swap_field).value_or(0) * 1024;
    return bytes <= saturated_sum(*available * 1024, swap) &&
           bytes <= saturated_sum(control_groups_leave(), swap);
} catch (const std::exception&) {
    return true;  // what cannot be found out forbids nothing
}

}  // namespace mapview::kernel
