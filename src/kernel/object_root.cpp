// SPDX-License-Identifier: MIT
#include "kernel/object_root.hpp"

#include "kernel/holder_link.hpp"
#include "kernel/name_recovery.hpp"
#include "kernel/own_ids.hpp"
#include "kernel/temporary_folder.hpp"

#include <fcntl.h>
#include <linux/magic.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <climits>
#include <cstdlib>
#include <mutex>

namespace mapview::kernel {
namespace {

constexpr int folder_flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC;

// The inode of /proc/self/ns/pid in the namespace that the machine starts with (PROC_PID_INIT_INO).
constexpr ino_t initial_pid_namespace = 0xEFFFFFFC;

std::string read_link(int folder, const char* path) {
    std::array<char, PATH_MAX> target{};
    const ssize_t length = ::readlinkat(folder, path, target.data(), target.size());
    return length < 0 ? std::string() : std::string(target.data(), static_cast<size_t>(length));
}

std::string root_name(int proc, uid_t user) {
    const char* const moved = secure_getenv("MAPVIEW_DIR");
    if (moved != nullptr && *moved != '\0') return moved;

    std::string name = "/dev/shm/mapview-" + std::to_string(user);
    struct stat own_namespace {};
    if (::fstatat(proc, "self/ns/pid", &own_namespace, 0) == 0 &&
        own_namespace.st_ino != initial_pid_namespace)
        name += "-pid" + std::to_string(own_namespace.st_ino);
    return name;
}

bool removed(int folder) noexcept {
    struct stat found {};
    return ::fstat(folder, &found) != 0 || !S_ISDIR(found.st_mode) || found.st_nlink == 0;
}

std::mutex current_lock;

// Never destroyed: handles may be closed by what runs after this library's own static objects.
std::shared_ptr<const object_root>& current_root() {
    static auto* const root = new std::shared_ptr<const object_root>;
    return *root;
}

}  // namespace

status object_root::current(std::shared_ptr<const object_root>& root) {
    const std::scoped_lock lock(current_lock);
    if (current_root() == nullptr) {
        auto fresh = std::make_shared<object_root>();
        if (const status result = fresh->open(true); result != status::success) return result;
        sweep_abandoned_folders(*fresh);
        current_root() = std::move(fresh);
    }
    root = current_root();
    return status::success;
}

bool object_root::renew(std::shared_ptr<const object_root>& root, status& result) {
    if (!root->stale()) return false;
    {
        const std::scoped_lock lock(current_lock);
        if (current_root() == root) current_root() = nullptr;
    }
    result = current(root);
    return true;
}

std::shared_ptr<const object_root> object_root::existing(status& result) {
    auto root = std::make_shared<object_root>();
    result = root->open(false);
    if (result == status::success) return root;
    if (result == status::path_not_found) result = status::success;
    return nullptr;
}

status object_root::open(bool make) {
    user_ = ::geteuid();
    status result = open_proc();
    if (result == status::success) result = probe_memory_devices();
    if (result == status::success) result = open_root(root_name(proc_.get(), user_), make);
    if (result != status::success) return result;

    const auto open_below = [&](const char* name, descriptor& folder) {
        folder = descriptor(::openat(root_.get(), name, folder_flags));
        return folder ? status::success : status_of(errno);
    };
    if (make && ::mkdirat(root_.get(), ".tmp", 0700) != 0 && errno != EEXIST)
        return status_of(errno);
    if (make && ::mknodat(root_.get(), link_source, S_IFREG | 0400, 0) != 0 && errno != EEXIST)
        return status_of(errno);
    result = open_below(".tmp", temporary_);
    for (const auto space : {name_space::local, name_space::global}) {
        if (result != status::success) return result;
        descriptor& folder = space == name_space::local ? local_ : global_;
        result = open_below(folder_of(space), folder);
        if (result == status::path_not_found && make) {
            // Objects of this user may be alive although their folders are gone: a name space is
            // born with every name in it that can still be found.
            result = recover_name_space(*this, root_.get(), space);
            if (result == status::success) result = open_below(folder_of(space), folder);
        }
    }
    return result;
}

status object_root::open_proc() {
    proc_ = descriptor(::open("/proc", O_PATH | O_DIRECTORY | O_CLOEXEC));
    if (!proc_) return errno == ENOENT ? status::not_supported : status_of(errno);
    struct statfs system {};
    if (::fstatfs(proc_.get(), &system) != 0 || system.f_type != PROC_SUPER_MAGIC)
        return status::not_supported;
    // A /proc of another pid namespace would show other processes under our pids.
    return read_link(proc_.get(), "self") == std::to_string(::getpid()) ? status::success
                                                                        : status::not_supported;
}

status object_root::probe_device(unsigned flags, device& found) {
    const descriptor probe(::memfd_create("mapview:probe", MFD_CLOEXEC | flags));
    struct stat memory {};
    if (!probe || ::fstat(probe.get(), &memory) != 0) return status_of(errno);
    found = {major(memory.st_dev), minor(memory.st_dev)};
    return status::success;
}

status object_root::probe_memory_devices() {
    const status plain = probe_device(0, memory_);
    if (plain != status::success) return plain;
    large_pages_ = memory_;
    const status large = probe_device(MFD_HUGETLB, large_pages_);
    // A lack of descriptors or memory is a failure; of large pages, none.
    const bool lacking = large == status::too_many_open_files || large == status::not_enough_memory;
    return lacking ? large : status::success;
}

status object_root::open_root(const std::string& name, bool make) {
    root_ = descriptor(::open(name.c_str(), folder_flags));
    if (!root_ && errno == ENOENT && make) {
        if (::mkdir(name.c_str(), 0700) != 0 && errno != EEXIST) return status_of(errno);
        root_ = descriptor(::open(name.c_str(), folder_flags));
    }
    if (!root_) return status_of(errno);

    struct stat folder {};
    if (::fstat(root_.get(), &folder) != 0) return status_of(errno);
    if (folder.st_uid != user_ || (folder.st_mode & 0077) != 0) return status::access_denied;
    path_ = read_link(proc_.get(), descriptor_path(own_thread_id(), root_.get()).c_str());
    return path_.empty() ? status::not_supported : status::success;
}

bool object_root::wiped(name_space which) const noexcept {
    return removed(space(which));
}

bool object_root::stale() const noexcept {
    return user_ != ::geteuid() || removed(local_.get()) || removed(global_.get()) ||
           removed(temporary_.get());
}

int object_root::space(name_space which) const noexcept {
    return (which == name_space::local ? local_ : global_).get();
}

}  // namespace mapview::kernel
