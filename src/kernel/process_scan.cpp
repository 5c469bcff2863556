// SPDX-License-Identifier: MIT
#include "kernel/process_scan.hpp"

#include "kernel/holder_link.hpp"
#include "kernel/object_folder.hpp"
#include "kernel/own_ids.hpp"

#include <unistd.h>

#include <array>
#include <charconv>
#include <climits>
#include <optional>
#include <string>

namespace mapview::kernel {
namespace {

std::optional<int> number(std::string_view text) {
    int value = 0;
    const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || stop != text.data() + text.size() || value < 0) return {};
    return value;
}

enum class scan_result {
    nothing,  // that thread has no descriptors, or we may not look
    visited,
    ended,  // the visitor wants no more
};

scan_result visit_thread(int proc, pid_t pid, const visitor& visit) {
    const descriptor folder = open_folder(proc, (std::to_string(pid) + "/fd").c_str());
    if (!folder) return scan_result::nothing;
    auto result = scan_result::nothing;
    folder_reader entries(folder.get());
    for (auto entry = entries.next(); !entry.empty(); entry = entries.next()) {
        const auto fd = number(entry);
        if (!fd) continue;
        result = scan_result::visited;
        std::array<char, PATH_MAX> target;
        const ssize_t length =
            ::readlinkat(folder.get(), entry.data(), target.data(), target.size());
        if (length < 0) continue;
        if (visit({pid, *fd, {target.data(), static_cast<std::size_t>(length)}}))
            return scan_result::ended;
    }
    return result;
}

// The descriptors of a process are those of its first thread, unless that one has ended.
bool visit_process(int proc, pid_t pid, const visitor& visit) {
    scan_result result = visit_thread(proc, pid, visit);
    if (result != scan_result::nothing) return result == scan_result::ended;
    const descriptor threads = open_folder(proc, (std::to_string(pid) + "/task").c_str());
    if (!threads) return false;
    folder_reader entries(threads.get());
    for (auto entry = entries.next(); !entry.empty() && result == scan_result::nothing;
         entry = entries.next())
        if (const auto thread = number(entry)) result = visit_thread(proc, *thread, visit);
    return result == scan_result::ended;
}

}  // namespace

void scan_processes(int proc, const visitor& visit) {
    const descriptor processes = reopen_folder(proc);
    if (!processes) return;
    folder_reader entries(processes.get());
    for (auto entry = entries.next(); !entry.empty(); entry = entries.next()) {
        const auto pid = number(entry);
        if (pid && visit_process(proc, *pid, visit)) return;
    }
}

void scan_own_process(int proc, const visitor& visit) {
    visit_thread(proc, own_thread_id(), visit);
}

}  // namespace mapview::kernel
