// SPDX-License-Identifier: MIT
#include "kernel/name_recovery.hpp"

#include "kernel/holder_link.hpp"
#include "kernel/memory_file.hpp"
#include "kernel/object_folder.hpp"
#include "kernel/process_scan.hpp"
#include "kernel/temporary_folder.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace mapview::kernel {
namespace {

struct lost_handle {
    pid_t pid = 0;
    int fd = -1;
    ino_t memory = 0;
    std::string type;
    std::string folder;  // below the root, as the memory's own name has it
    bool cut = false;
};

// What is found by name. Of two objects that lost the same name, which takes two wipes, the first
// that is seen keeps it.
using lost_objects = std::map<std::string, std::vector<lost_handle>>;

// The folder of a handle among those that its process has open. Two that differ only behind the
// place where the memory's name is cut cannot be told apart, so neither is recovered.
const std::string* folder_for(const lost_handle& handle, const std::set<std::string>& folders) {
    const auto first = folders.lower_bound(handle.folder);
    if (first == folders.end()) return nullptr;
    if (!handle.cut) return *first == handle.folder ? &*first : nullptr;
    const auto second = std::next(first);
    if (!first->starts_with(handle.folder) ||
        (second != folders.end() && second->starts_with(handle.folder)))
        return nullptr;
    return &*first;
}

lost_objects find_lost(const object_root& root, name_space space) {
    const std::string above = root.path() + '/';
    const std::string prefix = std::string(folder_of(space)) + '/';
    constexpr std::string_view suffix = " (deleted)";
    std::vector<lost_handle> handles;
    std::map<pid_t, std::set<std::string>> folders;  // removed ones, by who has them open

    scan_processes(root.proc(), [&](const seen_descriptor& seen) {
        std::string_view target = seen.target;
        memory_tag tag;
        if (memory_tag::parse(target, tag)) {
            struct stat found {};
            if (tag.folder.starts_with(prefix) &&
                ::fstatat(root.proc(), descriptor_path(seen.pid, seen.fd).c_str(), &found, 0) == 0)
                handles.push_back({seen.pid, seen.fd, found.st_ino, std::string(tag.type),
                                   std::string(tag.folder), tag.cut});
        } else if (target.starts_with(above) && target.ends_with(suffix)) {
            target.remove_prefix(above.size());
            target.remove_suffix(suffix.size());
            if (target.starts_with(prefix) && target.find('/', prefix.size()) == target.npos)
                folders[seen.pid].emplace(target);
        }
        return false;
    });

    lost_objects lost;
    for (auto& handle : handles) {
        const auto* const folder = folder_for(handle, folders[handle.pid]);
        if (folder == nullptr) continue;
        auto& found = lost[folder->substr(prefix.size())];
        if (found.empty() || found.front().memory == handle.memory)
            found.push_back(std::move(handle));
    }
    return lost;
}

bool rebuild(int parent, const std::string& name, const std::vector<lost_handle>& handles) {
    if (::mkdirat(parent, name.c_str(), 0700) != 0) return false;
    const descriptor folder = open_folder(parent, name.c_str());
    if (!folder) return false;
    return std::ranges::all_of(handles, [&](const lost_handle& handle) {
        const holder_link link{handle.pid, handle.fd, next_nonce(), handle.memory, handle.type};
        return ::symlinkat(link.target().c_str(), folder.get(), link.name().c_str()) == 0;
    });
}

}  // namespace

status recover_name_space(const object_root& root, int root_folder, name_space space) {
    const lost_objects lost = find_lost(root, space);
    if (lost.empty())
        return ::mkdirat(root_folder, folder_of(space), 0700) == 0 || errno == EEXIST
                   ? status::success
                   : status_of(errno);

    // Whole or not at all: another process must not find the space with half of its names.
    std::string temporary;
    const status made = make_temporary_folder(root.temporary(), temporary);
    if (made != status::success) return made;
    const descriptor folder = open_folder(root.temporary(), temporary.c_str());
    if (!folder || !count_in(folder.get())) return status_of(errno);
    for (const auto& [name, handles] : lost)
        if (!rebuild(folder.get(), name, handles)) return status_of(errno);
    if (::renameat(root.temporary(), temporary.c_str(), root_folder, folder_of(space)) == 0)
        return status::success;
    // Another process was faster; what was built here goes with the next sweep.
    return errno == ENOTEMPTY || errno == EEXIST ? status::success : status_of(errno);
}

}  // namespace mapview::kernel
