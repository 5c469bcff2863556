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
#include <map>
#include <string>
#include <vector>

namespace mapview::kernel {
namespace {

struct lost_handle {
    pid_t pid = 0;
    int fd = -1;
    ino_t memory = 0;
    ino_t folder = 0;  // the removed one
    std::string type;
};

// What is found by name. Of two objects that lost the same name, which takes two wipes, the first
// that is seen keeps it.
using lost_objects = std::map<std::string, std::vector<lost_handle>>;

lost_objects find_lost(const object_root& root, name_space space) {
    const std::string prefix = root.path() + '/' + folder_of(space) + '/';
    constexpr std::string_view suffix = " (deleted)";
    std::vector<lost_handle> handles;
    std::map<ino_t, std::string> names;  // by the removed folder

    scan_processes(root.proc(), [&](const seen_descriptor& seen) {
        struct stat found {};
        const auto path = descriptor_path(seen.pid, seen.fd);
        std::string_view target = seen.target;
        memory_tag tag;
        if (memory_tag::parse(target, tag)) {
            if (tag.folder != 0 && ::fstatat(root.proc(), path.c_str(), &found, 0) == 0)
                handles.push_back(
                    {seen.pid, seen.fd, found.st_ino, tag.folder, std::string(tag.type)});
        } else if (target.starts_with(prefix) && target.ends_with(suffix)) {
            target.remove_prefix(prefix.size());
            target.remove_suffix(suffix.size());
            if (target.find('/') == target.npos &&
                ::fstatat(root.proc(), path.c_str(), &found, 0) == 0)
                names.emplace(found.st_ino, target);
        }
        return false;
    });

    lost_objects lost;
    for (auto& handle : handles) {
        const auto name = names.find(handle.folder);
        if (name == names.end()) continue;
        auto& found = lost[name->second];
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
