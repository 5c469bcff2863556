// SPDX-License-Identifier: MIT
#include "kernel/file_owner.hpp"

#include "kernel/descriptor.hpp"
#include "kernel/file.hpp"
#include "kernel/fixed_text.hpp"
#include "kernel/fork_guard.hpp"
#include "kernel/handle_table.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

namespace mapview::kernel {
namespace {

constexpr mode_t mode_bits = S_IRWXU | S_IRWXG | S_IRWXO;

status read(int file, file_ownership& told) {
    struct stat found {};
    if (::fstat(file, &found) != 0) return file_status(errno);
    told = {found.st_uid, found.st_gid, found.st_mode & mode_bits, S_ISDIR(found.st_mode)};
    return status::success;
}

// By its name in /proc, for a descriptor that only stands for a path cannot be changed itself.
status change_file(int file, const ownership_change& change) {
    const auto path = fixed_text<48>().add("/proc/thread-self/fd/").add(file);
    constexpr auto same = static_cast<id_t>(-1);
    if (change.user && ::chown(path.c_str(), *change.user, same) != 0)
        return errno == EPERM ? status::invalid_owner : file_status(errno);
    if (change.group && ::chown(path.c_str(), same, *change.group) != 0)
        return errno == EPERM ? status::invalid_group : file_status(errno);
    if (!change.mode) return status::success;
    struct stat found {};
    if (::fstat(file, &found) != 0) return file_status(errno);
    const mode_t mode = (found.st_mode & 07777 & ~mode_bits) | *change.mode;
    return ::chmod(path.c_str(), mode) == 0 ? status::success : file_status(errno);
}

template <class Use>
status with_path(const std::string& path, Use&& use) {
    const fork_guard guard;
    const descriptor file(::open(path.c_str(), O_PATH | O_CLOEXEC));
    if (file) return use(file.get());
    return errno == ENOENT ? absent(path) : file_status(errno);
}

template <class Use>
status with_handle(int number, rights needed, Use&& use) {
    const fork_guard guard;
    const auto handle = find_handle(number);
    if (!handle || handle->type() != file_type) return status::invalid_handle;
    if ((handle->granted() & needed) != needed) return status::access_denied;
    return use(handle->number());
}

}  // namespace

status ownership_of_path(const std::string& path, file_ownership& told) {
    return with_path(path, [&](int file) { return read(file, told); });
}

status ownership_of_handle(int number, rights needed, file_ownership& told) {
    return with_handle(number, needed, [&](int file) { return read(file, told); });
}

status change_ownership_of_path(const std::string& path, const ownership_change& change) {
    return with_path(path, [&](int file) { return change_file(file, change); });
}

status change_ownership_of_handle(int number, rights needed, const ownership_change& change) {
    return with_handle(number, needed, [&](int file) { return change_file(file, change); });
}

}  // namespace mapview::kernel
