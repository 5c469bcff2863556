// SPDX-License-Identifier: MIT
#include <mapview/object_list.hpp>

#include "inspect/waitable_info.hpp"
#include "kernel/holder_link.hpp"
#include "kernel/memory_file.hpp"
#include "kernel/object_root.hpp"
#include "kernel/parked.hpp"
#include "kernel/process_scan.hpp"

#include <sys/stat.h>

#include <algorithm>
#include <map>
#include <utility>

namespace mapview {
namespace {

using namespace kernel;

using memory_file = std::pair<dev_t, ino_t>;

memory_file memory_of(int proc, pid_t pid, int fd) {
    struct stat found {};
    return ::fstatat(proc, descriptor_path(pid, fd).c_str(), &found, 0) == 0
               ? memory_file(found.st_dev, found.st_ino)
               : memory_file();
}

bool has(const object_info& object, pid_t pid, int fd) {
    return std::ranges::any_of(
        object.holders, [&](const holder& one) { return one.pid == pid && one.descriptor == fd; });
}

}  // namespace

void add_copies(std::vector<object_info>& objects) {
    status result = status::success;
    const auto root = object_root::existing(result);
    if (root == nullptr) return;
    std::map<memory_file, object_info*> known;
    for (object_info& object : objects)
        for (const holder& one : object.holders)
            known[memory_of(root->proc(), one.pid, one.descriptor)] = &object;
    known.erase(memory_file());

    scan_processes(root->proc(), [&](const seen_descriptor& seen) {
        memory_tag tag;
        if (!memory_tag::parse(seen.target, tag) || tag.folder.empty()) return false;
        const auto object = known.find(memory_of(root->proc(), seen.pid, seen.fd));
        // What carries no rights is no handle: somebody looks at the memory, or maps it.
        if (object != known.end() && !has(*object->second, seen.pid, seen.fd) &&
            parked_by(seen.pid, seen.fd))
            object->second->holders.push_back({seen.pid, seen.fd, program_of(seen.pid)});
        return false;
    });
    for (object_info& object : objects)
        std::ranges::sort(object.holders, {},
                          [](const holder& one) { return std::pair(one.pid, one.descriptor); });
}

}  // namespace mapview
