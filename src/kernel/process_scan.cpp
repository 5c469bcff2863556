// SPDX-License-Identifier: MIT
#include "kernel/process_scan.hpp"

#include "kernel/holder_link.hpp"
#include "kernel/object_folder.hpp"

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

bool visit_descriptors(int proc, pid_t pid,
                       const std::function<bool(const seen_descriptor&)>& visit) {
    const descriptor folder = open_folder(proc, (std::to_string(pid) + "/fd").c_str());
    if (!folder) return false;
    folder_reader entries(folder.get());
    for (auto entry = entries.next(); !entry.empty(); entry = entries.next()) {
        const auto fd = number(entry);
        if (!fd) continue;
        std::array<char, PATH_MAX> target;
        const ssize_t length = ::readlinkat(folder.get(), entry.data(), target.data(), target.size());
        if (length < 0) continue;
        if (visit({pid, *fd, {target.data(), static_cast<std::size_t>(length)}})) return true;
    }
    return false;
}

}  // namespace

void scan_processes(int proc, const std::function<bool(const seen_descriptor&)>& visit) {
    const descriptor processes = reopen_folder(proc);
    if (!processes) return;
    folder_reader entries(processes.get());
    for (auto entry = entries.next(); !entry.empty(); entry = entries.next()) {
        const auto pid = number(entry);
        if (pid && visit_descriptors(proc, *pid, visit)) return;
    }
}

void scan_process(int proc, pid_t pid, const std::function<bool(const seen_descriptor&)>& visit) {
    visit_descriptors(proc, pid, visit);
}

}  // namespace mapview::kernel
