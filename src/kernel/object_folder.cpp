// SPDX-License-Identifier: MIT
#include "kernel/object_folder.hpp"

#include "kernel/own_ids.hpp"
#include "kernel/pidfd.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <functional>
#include <new>
#include <utility>

namespace mapview::kernel {
namespace {

constexpr int folder_flags(bool inheritable) {
    return O_RDONLY | O_DIRECTORY | O_NOFOLLOW | (inheritable ? 0 : O_CLOEXEC);
}

bool out_of_descriptors_or_memory(int error) {
    return error == EMFILE || error == ENFILE || error == ENOMEM;
}

bool has_ended_with_all_threads(pid_t id) noexcept {
    const descriptor process = open_pidfd(id);
    return process ? has_ended(process.get()) : errno == ESRCH;
}

// True where the maker of a dead link that is there will not remove it any more. A link is looked
// up among the descriptors of its process's first thread. Has that one ended, or is the process
// just being killed, the link is dead while another thread may hold the handle, or be amid the very
// call that removes it.
bool is_left_for_good(const object_root& root, const std::string& name) noexcept {
    holder_link link;
    holder_link::parse(name, link);
    if (has_ended_with_all_threads(link.pid)) return true;
    const auto path = fixed_text<32>().add(link.pid).add("/fd");
    const descriptor first_thread = open_folder(root.proc(), path.c_str());
    return first_thread && !folder_reader(first_thread.get()).next().empty();
}

}  // namespace

descriptor open_folder(int parent, const char* name, bool inheritable) noexcept {
    return descriptor(::openat(parent, name, folder_flags(inheritable)));
}

descriptor reopen_folder(int folder, bool inheritable) noexcept {
    return open_folder(folder, ".", inheritable);
}

bool count_in(int folder) noexcept {
    struct flock whole {};
    whole.l_type = F_RDLCK;
    whole.l_whence = SEEK_SET;
    int result = 0;
    do result = ::fcntl(folder, F_OFD_SETLK, &whole);
    while (result != 0 && errno == EINTR);
    return result == 0;
}

bool held_by_others(int folder) noexcept {
    struct flock whole {};
    whole.l_type = F_WRLCK;
    whole.l_whence = SEEK_SET;
    return ::fcntl(folder, F_OFD_GETLK, &whole) != 0 || whole.l_type != F_UNLCK;
}

std::string_view folder_reader::next() noexcept {
    for (;;) {
        if (at_ == filled_) {
            const ssize_t got = ::getdents64(folder_, buffer_.data(), request_);
            if (got <= 0) {
                error_ = got < 0 ? errno : 0;
                return {};
            }
            at_ = 0;
            filled_ = static_cast<std::size_t>(got);
            request_ = buffer_.size();
        }
        const auto* const entry = reinterpret_cast<const dirent64*>(buffer_.data() + at_);
        at_ += entry->d_reclen;
        const std::string_view name = entry->d_name;
        if (name != "." && name != "..") return name;
    }
}

bool add_link(const object_root& root, int folder, int memory, memory_identity identity,
              std::string& name) {
    holder_link link{own_process_id(), memory, next_nonce(), identity.inode, identity.type};
    for (;; ++link.nonce) {
        name = link.name().view();
        // A second name for a file that is there is cheaper than a symbolic link, and says as much.
        if (::linkat(root.folder(), object_root::link_source, folder, name.c_str(), 0) == 0)
            return true;
        if (errno == EEXIST) continue;
        // The file is missing, or the object's folder is: the other kind of link tells which.
        if (::symlinkat(link.target().c_str(), folder, name.c_str()) == 0) return true;
        if (errno != EEXIST) return false;
    }
}

judgement judge(const object_root& root, const holder_link& link, found_memory& found) noexcept {
    descriptor there(
        ::openat(root.proc(), descriptor_path(link.pid, link.fd).c_str(), O_PATH | O_CLOEXEC));
    if (!there) {
        // Who has ended, and was not waited for yet, is shut to all but root.
        if (errno == EACCES || errno == EPERM)
            return has_ended_with_all_threads(link.pid) ? judgement::dead : judgement::closed;
        return out_of_descriptors_or_memory(errno) ? judgement::failed : judgement::dead;
    }
    // Not a plain fstat: that could wait for the server of a file on a dead network.
    struct statx seen {};
    if (::statx(there.get(), "", AT_EMPTY_PATH | AT_STATX_DONT_SYNC, STATX_INO | STATX_SIZE,
                &seen) != 0)
        return judgement::dead;
    if (seen.stx_ino != link.memory ||
        !root.is_memory_device(seen.stx_dev_major, seen.stx_dev_minor))
        return judgement::dead;
    found = {std::move(there), seen.stx_size};
    return judgement::live;
}

void collapse(const object_root& root, int folder, std::vector<std::string>& dead) noexcept {
    if (dead.size() < 2) return;
    // Youngest first. By age and not by name: the model finds a live name lost otherwise.
    std::ranges::sort(dead, std::greater(), [](const std::string& name) {
        holder_link link;
        holder_link::parse(name, link);
        return std::pair(link.nonce, std::string_view(name));
    });
    // Those seen twice once, or the one that stays would go as well.
    dead.erase(std::unique(dead.begin(), dead.end()), dead.end());
    // Its maker first: it may have removed the link before it was done with it.
    const auto stays = std::ranges::find_if(dead, [&](const std::string& name) {
        struct stat seen {};
        return is_left_for_good(root, name) &&
               ::fstatat(folder, name.c_str(), &seen, AT_SYMLINK_NOFOLLOW) == 0;
    });
    if (stays == dead.end()) return;
    for (auto link = stays + 1; link != dead.end(); ++link) ::unlinkat(folder, link->c_str(), 0);
}

void sweep(const object_root& root, int parent, const char* name, int folder) noexcept try {
    std::vector<std::string> dead;     // links
    std::vector<std::string> remains;  // what else lies there: pieces of a long name
    bool all_dead = true;
    ::lseek(folder, 0, SEEK_SET);
    folder_reader entries(folder);
    for (auto entry = entries.next(); !entry.empty(); entry = entries.next()) {
        holder_link link;
        found_memory found;
        if (!holder_link::parse(entry, link)) remains.emplace_back(entry);
        else if (judge(root, link, found) == judgement::dead) dead.emplace_back(entry);
        else all_dead = false;
        if (!all_dead && dead.size() >= 2) break;
    }
    if (entries.error() != 0) return;

    // The list first, the lock afterwards: what was listed then belongs to nobody, and who came in
    // between has a link that was not listed.
    if (!all_dead || held_by_others(folder)) return collapse(root, folder, dead);
    for (const auto& entry : dead) ::unlinkat(folder, entry.c_str(), 0);
    for (const auto& entry : remains) ::unlinkat(folder, entry.c_str(), 0);
    ::unlinkat(parent, name, AT_REMOVEDIR);
} catch (const std::bad_alloc&) {
    // Only tidiness is lost; the next call on this name does the same.
}

}  // namespace mapview::kernel
