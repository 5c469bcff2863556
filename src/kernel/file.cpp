// SPDX-License-Identifier: MIT
#include "kernel/file.hpp"

#include "kernel/file_rights.hpp"
#include "kernel/fixed_text.hpp"
#include "kernel/fork_guard.hpp"
#include "kernel/handle_table.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <climits>
#include <limits>

namespace mapview::kernel {
namespace {

int open_flags(const file_request& request) {
    int flags = O_NOCTTY | O_NONBLOCK | (request.inheritable ? 0 : O_CLOEXEC);
    if (request.no_links) flags |= O_NOFOLLOW;
    if (request.write_through) flags |= O_DSYNC;
    if (reads(request.access) && writes(request.access)) flags |= O_RDWR;
    else if (writes(request.access)) flags |= O_WRONLY;
    else if (!uses(request.access)) flags = (flags & (O_CLOEXEC | O_NOFOLLOW)) | O_PATH;
    const bool appends = writes(request.access) && (request.access & file_right::write_data) == 0;
    return appends ? flags | O_APPEND : flags;
}

bool may_create(disposition how) {
    return how == disposition::create_new || how == disposition::create_always ||
           how == disposition::open_always;
}

status create_at(const file_request& request, int flags, descriptor& file) {
    const mode_t mode = request.read_only ? 0444 : 0666;
    // A descriptor that is only a path creates nothing.
    const bool path_only = (flags & O_PATH) != 0;
    const int creating = (path_only ? O_RDONLY | O_CLOEXEC : flags) | O_CREAT | O_EXCL;
    file = descriptor(::open(request.path.c_str(), creating, mode));
    if (file && path_only) file = descriptor(::open(request.path.c_str(), flags));
    return file ? status::success : file_status(errno);
}

// Opens or creates, and says which: the kernel does so only for one that must be new.
status open_or_create(const file_request& request, descriptor& file, bool& existed) {
    const int flags = open_flags(request);
    constexpr int tries = 64;  // each one lost to another process
    for (int i = 0; i < tries; ++i) {
        existed = false;
        if (request.how != disposition::create_new) {
            file = descriptor(::open(request.path.c_str(), flags));
            existed = static_cast<bool>(file);
            if (file) return status::success;
            if (errno == ELOOP && request.no_links) return status::not_supported;
            if (errno == ENXIO) return status::not_supported;  // a pipe without a reader, a socket
            if (errno != ENOENT) return file_status(errno);
            if (!may_create(request.how)) return absent(request.path);
        }
        const status made = create_at(request, flags, file);
        if (made == status::success) return made;
        if (made == status::path_not_found) return absent(request.path);
        if (made != status::file_exists || request.how == disposition::create_new) return made;
    }
    return status::access_denied;
}

// What was opened is what is judged, not what the path meant before.
status check_kind(const file_request& request, int file) {
    struct stat found {};
    if (::fstat(file, &found) != 0) return file_status(errno);
    if (S_ISDIR(found.st_mode)) {
        const bool opens =
            request.how == disposition::open_existing || request.how == disposition::open_always;
        return request.directories && opens ? status::success : status::access_denied;
    }
    if (S_ISLNK(found.st_mode)) return status::not_supported;  // O_PATH with O_NOFOLLOW
    return S_ISREG(found.st_mode) || S_ISCHR(found.st_mode) ? status::success
                                                            : status::not_supported;
}

status set_size(int file, off_t size) {
    const shrinking cut(file);
    int result = 0;
    if (cut.allowed()) {
        result = ::ftruncate(file, size);
    } else {
        // Growing takes nothing from a section, by a call that never cuts off what somebody else
        // has made longer meanwhile.
        const auto old = static_cast<off_t>(facts_of(file).size);
        if (size < old) return status::user_mapped_file;
        if (size > old) result = ::fallocate(file, 0, old, size - old);
    }
    return result == 0 ? status::success : file_status(errno);
}

// CREATE_ALWAYS empties a file also for one who then only reads it.
status empty(int file, bool writable) {
    if (writable) return set_size(file, 0);
    const auto path = fixed_text<48>().add("/proc/thread-self/fd/").add(file);
    const descriptor again(::open(path.c_str(), O_WRONLY | O_CLOEXEC));
    return again ? set_size(again.get(), 0) : file_status(errno);
}

std::shared_ptr<object_handle> find_file(int number) {
    const fork_guard guard;
    auto handle = find_handle(number);
    return handle && handle->type() == file_type ? handle : nullptr;
}

bool is_regular(int file) {
    struct stat found {};
    return ::fstat(file, &found) == 0 && S_ISREG(found.st_mode);
}

bool is_pipe(int file) {
    struct stat found {};
    return ::fstat(file, &found) == 0 && S_ISFIFO(found.st_mode);
}

// Goes on after what the kernel did only in part, as far as `transfer` gets anywhere.
template <class Transfer>
status transfer_all(std::size_t length, bool until_done, std::size_t& done, Transfer transfer) {
    for (;;) {
        const ssize_t part = transfer(done, length - done);
        if (part < 0 && errno == EINTR) continue;
        if (part < 0) return done > 0 ? status::success : file_status(errno);
        done += static_cast<std::size_t>(part);
        if (part == 0 || !until_done || done == length) return status::success;
    }
}

bool is_offset(std::uint64_t offset, std::size_t length) {
    constexpr auto end = static_cast<std::uint64_t>(std::numeric_limits<off_t>::max());
    return offset <= end && length <= end - offset;
}

}  // namespace

status absent(const std::string& path) {
    const auto slash = path.find_last_of('/');
    const std::string parent = slash == path.npos ? "." : slash == 0 ? "/" : path.substr(0, slash);
    struct stat found {};
    return ::stat(parent.c_str(), &found) == 0 && S_ISDIR(found.st_mode) ? status::not_found
                                                                         : status::path_not_found;
}

status file_status(int error) noexcept {
    switch (error) {
        case EEXIST: return status::file_exists;
        case EISDIR: return status::access_denied;
        case ENOTDIR: return status::path_not_found;
        case ENOSPC:
        case EDQUOT:
        case EFBIG: return status::disk_full;
        case ENAMETOOLONG: return status::name_too_long;
        case ETXTBSY: return status::sharing_violation;
        case EFAULT: return status::no_access;
        case EINVAL: return status::invalid_parameter;
        case EBADF: return status::access_denied;  // a descriptor that is only a path
        case ESPIPE: return status::seek_on_device;
        case EPIPE: return status::broken_pipe;
        case EIO: return status::device_error;
        default: return status_of(error);
    }
}

status open_file(const file_request& request, int& handle, bool& existed) {
    const fork_guard guard;
    const bool truncates = request.how == disposition::truncate_existing;
    if (truncates && (request.access & file_right::write_data) == 0)
        return status::invalid_parameter;

    descriptor file;
    status result = open_or_create(request, file, existed);
    if (result == status::success) result = check_kind(request, file.get());
    if (result != status::success) return result;
    file = above_standard_streams(std::move(file), request.inheritable);
    if (!file) return status_of(errno);

    const int flags = ::fcntl(file.get(), F_GETFL);
    if (uses(request.access)) {
        // O_NONBLOCK was for the opening of what might be a pipe.
        ::fcntl(file.get(), F_SETFL, flags & ~O_NONBLOCK);
        result = enter_users(file.get(), request.access, request.share);
        if (result != status::success) return result;
        if (request.advice != 0) ::posix_fadvise(file.get(), 0, 0, request.advice);
    }
    if (existed && (truncates || request.how == disposition::create_always) &&
        is_regular(file.get())) {
        result = empty(file.get(), writes(request.access));
        if (result != status::success) return result;
    }
    if (request.delete_on_close && ::unlink(request.path.c_str()) != 0) return file_status(errno);
    handle = add_handle(std::make_shared<object_handle>(std::move(file), 0, std::nullopt,
                                                        std::string(file_type), request.access,
                                                        request.inheritable, false));
    return status::success;
}

status delete_file(const std::string& path) {
    const fork_guard guard;
    struct stat found {};
    if (::lstat(path.c_str(), &found) != 0)
        return errno == ENOENT ? absent(path) : file_status(errno);
    if (S_ISDIR(found.st_mode)) return status::access_denied;
    if (S_ISREG(found.st_mode)) {
        // A file that may not be read may be removed, and nobody can tell who uses it.
        const descriptor file(
            ::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_NOFOLLOW | O_NOCTTY | O_CLOEXEC));
        if (file)
            if (const status may = may_be_removed(file.get()); may != status::success) return may;
    }
    if (::unlink(path.c_str()) == 0) return status::success;
    return errno == ENOENT ? absent(path) : file_status(errno);
}

status delete_open_file(int handle) {
    const fork_guard guard;
    const auto file = find_handle(handle);
    if (!file || file->type() != file_type) return status::invalid_handle;
    if ((file->granted() & file_right::remove) == 0) return status::access_denied;
    if (const status may = may_be_removed(file->number()); may != status::success) return may;

    const auto link = fixed_text<48>().add("/proc/thread-self/fd/").add(file->number());
    std::array<char, PATH_MAX + 1> target{};
    if (::readlink(link.c_str(), target.data(), PATH_MAX) < 0) return file_status(errno);
    struct stat named {};
    struct stat opened {};
    const bool found = ::lstat(target.data(), &named) == 0 &&
                       ::fstat(file->number(), &opened) == 0 && named.st_dev == opened.st_dev &&
                       named.st_ino == opened.st_ino;
    if (!found) return status::not_found;
    return ::unlink(target.data()) == 0 ? status::success : file_status(errno);
}

// Reading and writing may wait, for a terminal perhaps, so fork() is not kept out meanwhile.
status read_file(int handle, void* buffer, std::size_t length, std::optional<std::uint64_t> offset,
                 std::size_t& done) {
    done = 0;
    const auto file = find_file(handle);
    if (!file) return status::invalid_handle;
    if ((file->granted() & file_right::read_data) == 0) return status::access_denied;
    if (offset && !is_offset(*offset, length)) return status::invalid_parameter;
    const int fd = file->number();
    auto* const bytes = static_cast<char*>(buffer);
    const status result =
        transfer_all(length, is_regular(fd), done, [&](std::size_t at, std::size_t rest) {
            return offset ? ::pread(fd, bytes + at, rest, static_cast<off_t>(*offset + at))
                          : ::read(fd, bytes + at, rest);
        });
    if (result == status::access_denied && errno == EISDIR) return status::invalid_function;
    if (result != status::success) return result;
    if (offset) ::lseek(fd, static_cast<off_t>(*offset + done), SEEK_SET);
    return done == 0 && length > 0 && is_pipe(fd) ? status::broken_pipe : status::success;
}

status write_file(int handle, const void* buffer, std::size_t length,
                  std::optional<std::uint64_t> offset, std::size_t& done) {
    done = 0;
    const auto file = find_file(handle);
    if (!file) return status::invalid_handle;
    if (!writes(file->granted())) return status::access_denied;
    const int fd = file->number();
    // Both halves of the offset set mean the end of the file.
    if (offset == std::numeric_limits<std::uint64_t>::max()) {
        const off_t end = ::lseek(fd, 0, SEEK_END);
        if (end < 0) return file_status(errno);
        offset = static_cast<std::uint64_t>(end);
    }
    if (offset && !is_offset(*offset, length)) return status::invalid_parameter;
    const auto* const bytes = static_cast<const char*>(buffer);
    const status result = transfer_all(length, true, done, [&](std::size_t at, std::size_t rest) {
        return offset ? ::pwrite(fd, bytes + at, rest, static_cast<off_t>(*offset + at))
                      : ::write(fd, bytes + at, rest);
    });
    if (result != status::success) return result;
    if (offset) ::lseek(fd, static_cast<off_t>(*offset + done), SEEK_SET);
    return done < length ? status::disk_full : status::success;
}

status seek_file(int handle, std::int64_t distance, int origin, std::uint64_t& position) {
    const fork_guard guard;
    const auto file = find_handle(handle);
    if (!file || file->type() != file_type) return status::invalid_handle;
    const off_t moved = ::lseek(file->number(), distance, origin);
    if (moved < 0) return errno == EINVAL ? status::negative_seek : file_status(errno);
    position = static_cast<std::uint64_t>(moved);
    return status::success;
}

status set_end_of_file(int handle) {
    const fork_guard guard;
    const auto file = find_handle(handle);
    if (!file || file->type() != file_type) return status::invalid_handle;
    if ((file->granted() & file_right::write_data) == 0) return status::access_denied;
    const off_t end = ::lseek(file->number(), 0, SEEK_CUR);
    if (end < 0) return file_status(errno);
    return set_size(file->number(), end);
}

status file_size(int handle, std::uint64_t& size) {
    const fork_guard guard;
    const auto file = find_handle(handle);
    if (!file || file->type() != file_type) return status::invalid_handle;
    struct stat found {};
    if (::fstat(file->number(), &found) != 0) return file_status(errno);
    if (!S_ISREG(found.st_mode)) return status::invalid_function;
    size = static_cast<std::uint64_t>(found.st_size);
    return status::success;
}

status flush_file(int handle) {
    const auto file = find_file(handle);
    if (!file) return status::invalid_handle;
    if (!writes(file->granted())) return status::access_denied;
    if (::fsync(file->number()) == 0) return status::success;
    return errno == EINVAL ? status::invalid_handle : file_status(errno);  // a terminal, a pipe
}

status kind_of_file(int handle, file_kind& kind) {
    const fork_guard guard;
    const auto file = find_handle(handle);
    if (!file || file->type() != file_type) return status::invalid_handle;
    struct stat found {};
    if (::fstat(file->number(), &found) != 0) return file_status(errno);
    kind = S_ISREG(found.st_mode) || S_ISDIR(found.st_mode) ? file_kind::disk
           : S_ISCHR(found.st_mode)                         ? file_kind::character
           : S_ISFIFO(found.st_mode)                        ? file_kind::pipe
                                                            : file_kind::unknown;
    return status::success;
}

status create_private_file(const std::string& path) {
    const fork_guard guard;
    const descriptor file(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
    if (file) return status::success;
    return errno == ENOENT || errno == ENOTDIR ? status::not_a_directory : file_status(errno);
}

}  // namespace mapview::kernel
