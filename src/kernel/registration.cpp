// SPDX-License-Identifier: MIT
#include "kernel/registration.hpp"

#include "kernel/object_folder.hpp"

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

// Where a folder of this process stands for its name; nothing where that is none of this root.
std::optional<registration> place_of(int folder) {
    registration place;
    std::array<char, PATH_MAX> path;
    const auto own = fixed_text<48>().add("/proc/thread-self/fd/").add(folder);
    const ssize_t length = ::readlink(own.c_str(), path.data(), path.size());
    if (length < 0 || object_root::current(place.root) != status::success ||
        !parse_folder_path(*place.root, {path.data(), static_cast<std::size_t>(length)}, place))
        return std::nullopt;
    return place;
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

std::optional<registration> adopt_place(int folder, ino_t memory) {
    std::optional<registration> place = place_of(folder);
    if (!place || !is_folder_of(memory, folder)) return std::nullopt;
    place->folder = descriptor(folder);
    return place;
}

std::optional<registration> take_place(descriptor& folder, int memory, std::string_view type) {
    std::optional<registration> place = place_of(folder.get());
    const ino_t inode = facts_of(memory).inode;
    if (!place || !is_folder_of(inode, folder.get()) ||
        !add_link(*place->root, folder.get(), memory, {inode, type}, place->link))
        return std::nullopt;
    place->folder = std::move(folder);
    return place;
}

status join_other_process(pid_t process, int its_folder, int memory, std::string_view type,
                          std::optional<registration>& place) {
    if (its_folder < 0) return status::success;
    std::shared_ptr<const object_root> root;
    const status had = object_root::current(root);
    if (had != status::success) return had;
    // Not open_folder: what is here is a link, of /proc, that has to be followed.
    descriptor folder(::openat(root->proc(), descriptor_path(process, its_folder).c_str(),
                               O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!folder && (errno == EMFILE || errno == ENFILE || errno == ENOMEM)) return status_of(errno);
    // In the last moments of a close the memory is there, and the folder is closed or removed.
    if (!folder) return status::invalid_handle;
    const ino_t inode = facts_of(memory).inode;
    if (!is_folder_of(inode, folder.get()))
        return is_below_removed(folder.get()) ? status::success : status::invalid_handle;
    std::optional<registration> found = place_of(folder.get());
    if (!found) return status::not_supported;
    if (!count_in(folder.get()) ||
        !add_link(*found->root, folder.get(), memory, {inode, type}, found->link))
        return errno == ENOENT ? status::invalid_handle : status_of(errno);
    found->folder = std::move(folder);
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
