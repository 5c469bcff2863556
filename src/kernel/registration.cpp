// SPDX-License-Identifier: MIT
#include "kernel/registration.hpp"

#include "kernel/object_folder.hpp"
#include "kernel/process_scan.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <climits>
#include <cstdint>

namespace mapview::kernel {
namespace {

// tmpfs counts 20 bytes for each entry of a folder, `.` and `..` included.
constexpr std::uint64_t empty_folder_size = 40;

// Takes a prefix of `text` away.
bool take(std::string_view& text, std::string_view prefix) {
    if (!text.starts_with(prefix)) return false;
    text.remove_prefix(prefix.size());
    return true;
}

// Reads the path of an object's folder below the root.
bool parse_folder_path(const object_root& root, std::string_view path, registration& place) {
    if (!take(path, root.path()) || !take(path, "/")) return false;
    if (take(path, "Local/")) place.space = name_space::local;
    else if (take(path, "Global/")) place.space = name_space::global;
    else return false;
    place.name = path;
    return !path.empty() && path.find('/') == path.npos;
}

// The entries tell. Read through a description of one's own: reading moves its position.
bool is_folder_of(ino_t memory, int folder) {
    const descriptor again = reopen_folder(folder);
    folder_reader entries(again.get());
    for (auto entry = entries.next(); !entry.empty(); entry = entries.next())
        if (const auto named = memory_of_entry(entry)) return named->inode == memory;
    return false;
}

// True for an object's folder that went with the whole name space.
bool is_below_removed(int folder) {
    struct stat above {};
    return ::fstatat(folder, "..", &above, 0) == 0 && above.st_nlink == 0;
}

}  // namespace

status join(const registration& other, open_mode mode, int memory, std::string_view type,
            registration& place) {
    descriptor folder = reopen_folder(other.folder.get(), mode.inheritable);
    if (!folder || !count_in(folder.get())) return status_of(errno);
    std::string link;
    if (!add_link(*other.root, folder.get(), memory, {facts_of(memory).inode, type}, link)) {
        // The folder of a handle vanishes only where all folders were wiped: the object goes on
        // without a name.
        if (errno != ENOENT) return status_of(errno);
        link.clear();
    }
    place = {other.root, other.space, other.name, std::move(folder), std::move(link), false};
    return status::success;
}

std::optional<registration> find_inherited(ino_t memory) {
    registration place;
    if (object_root::current(place.root) != status::success) return std::nullopt;
    scan_own_process(place.root->proc(), [&](const seen_descriptor& seen) {
        if (!parse_folder_path(*place.root, seen.target, place) || !is_folder_of(memory, seen.fd))
            return false;
        place.folder = descriptor(seen.fd);
        return true;
    });
    if (!place.folder) return std::nullopt;
    return place;
}

std::optional<registration> take_place(descriptor& folder, int memory, std::string_view type) {
    registration place;
    std::array<char, PATH_MAX> path;
    const auto own = fixed_text<48>().add("/proc/thread-self/fd/").add(folder.get());
    const ssize_t length = ::readlink(own.c_str(), path.data(), path.size());
    const ino_t inode = facts_of(memory).inode;
    if (length < 0 || object_root::current(place.root) != status::success ||
        !parse_folder_path(*place.root, {path.data(), static_cast<std::size_t>(length)}, place) ||
        !is_folder_of(inode, folder.get()) ||
        !add_link(*place.root, folder.get(), memory, {inode, type}, place.link))
        return std::nullopt;
    place.folder = std::move(folder);
    return place;
}

status join_other_process(pid_t process, int memory, const memory_tag& tag,
                          std::optional<registration>& place) {
    registration found;
    if (const status had = object_root::current(found.root); had != status::success) return had;
    const ino_t inode = facts_of(memory).inode;
    bool ours = false;
    bool wiped = false;
    scan_process(found.root->proc(), process, [&](const seen_descriptor& seen) {
        const bool may_be = seen.target.find("/Local/") != seen.target.npos ||
                            seen.target.find("/Global/") != seen.target.npos;
        if (!may_be) return false;
        // Not open_folder: what is here is a link, of /proc, that has to be followed.
        descriptor folder(::openat(found.root->proc(), descriptor_path(seen.pid, seen.fd).c_str(),
                                   O_RDONLY | O_DIRECTORY | O_CLOEXEC));
        if (folder && is_below_removed(folder.get())) wiped = true;
        if (!folder || !is_folder_of(inode, folder.get())) return false;
        ours = parse_folder_path(*found.root, seen.target, found);
        found.folder = std::move(folder);
        return true;
    });
    // What has a name has its folder open as well, up to the last moments of its close.
    if (!found.folder)
        return tag.folder.empty() || wiped ? status::success : status::invalid_handle;
    if (!ours) return status::not_supported;
    if (!count_in(found.folder.get()) ||
        !add_link(*found.root, found.folder.get(), memory, {inode, tag.type}, found.link))
        return errno == ENOENT ? status::invalid_handle : status_of(errno);
    place = std::move(found);
    return status::success;
}

void leave(registration place, descriptor memory, bool copies) noexcept {
    const object_root& root = *place.root;
    const int parent = root.space(place.space);
    const char* const name = place.name.c_str();
    if (copies) {
        // The own link stays: dead, it keeps the folder from being empty while copies live. The
        // sweep needs a description that is not counted in, made while there are descriptors.
        const descriptor again = reopen_folder(place.folder.get());
        place.folder.close();  // before the memory (R7): who counts can be found by it
        memory.close();
        if (again) sweep(root, parent, name, again.get());
        return;
    }
    const int folder = place.folder.get();
    ::unlinkat(folder, place.link.c_str(), 0);
    // Asked faster than rmdir is refused. On other file systems the sweep finds out.
    const bool last = place.first || facts_of(folder).size <= empty_folder_size;
    const bool removed = last && ::unlinkat(parent, name, AT_REMOVEDIR) == 0;
    if (!removed && !held_by_others(folder)) sweep(root, parent, name, folder);
    place.folder.close();
    memory.close();
}

}  // namespace mapview::kernel
