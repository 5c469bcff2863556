// SPDX-License-Identifier: MIT
#include "kernel/file_copy.hpp"

#include "kernel/file.hpp"
#include "kernel/file_rights.hpp"
#include "kernel/fork_guard.hpp"
#include "kernel/handle_table.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <limits>

namespace mapview::kernel {
namespace {

/// A file that open_file opened.
class open_handle {
  public:
    explicit open_handle(const file_request& request)
        : opened_(open_file(request, handle_, existed_)) {}
    open_handle(const open_handle&) = delete;
    open_handle& operator=(const open_handle&) = delete;
    ~open_handle() {
        if (opened_ == status::success) close_handle(handle_);
    }

    status opened() const noexcept { return opened_; }
    int number() const noexcept { return handle_; }
    bool existed() const noexcept { return existed_; }

  private:
    int handle_ = -1;
    bool existed_ = false;
    status opened_;
};

status copy_by_hand(int from, int to) {
    std::array<char, 1 << 16> part;
    for (;;) {
        const ssize_t length = ::read(from, part.data(), part.size());
        if (length < 0 && errno == EINTR) continue;
        if (length <= 0) return length == 0 ? status::success : file_status(errno);
        for (ssize_t done = 0; done < length;) {
            const ssize_t n =
                ::write(to, part.data() + done, static_cast<std::size_t>(length - done));
            if (n < 0 && errno != EINTR) return file_status(errno);
            if (n > 0) done += n;
        }
    }
}

status copy_bytes(int from, int to) {
    for (;;) {
        const ssize_t n =
            ::copy_file_range(from, nullptr, to, nullptr, std::numeric_limits<ssize_t>::max(), 0);
        if (n == 0) break;
        if (n < 0 && errno == EINTR) continue;
        if (n < 0 && (errno == ENOSPC || errno == EDQUOT || errno == EIO || errno == EFBIG))
            return file_status(errno);
        if (n < 0) break;  // these two file systems cannot
    }
    // Also for files whose size is only known when they are read, as in /proc.
    return copy_by_hand(from, to);
}

status copy_facts(int from, int to) {
    struct stat found {};
    if (::fstat(from, &found) != 0) return file_status(errno);
    const timespec times[] = {{0, UTIME_OMIT}, found.st_mtim};
    constexpr mode_t permissions = 0777;
    if (::futimens(to, times) != 0 || ::fchmod(to, found.st_mode & permissions) != 0)
        return file_status(errno);
    return status::success;
}

bool is_directory(const std::string& path) {
    struct stat found {};
    return ::lstat(path.c_str(), &found) == 0 && S_ISDIR(found.st_mode);
}

// What users of this library say of a file; who may not read it cannot be told.
status may_go(const std::string& path) {
    const descriptor file(
        ::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_NOFOLLOW | O_NOCTTY | O_CLOEXEC));
    return file ? may_be_removed(file.get()) : status::success;
}

status may_be_replaced(const std::string& path) {
    struct stat found {};
    if (::lstat(path.c_str(), &found) != 0) return status::success;
    constexpr mode_t anybody_writes = 0222;
    if (S_ISDIR(found.st_mode) || (found.st_mode & anybody_writes) == 0 ||
        may_go(path) != status::success)
        return status::access_denied;
    return status::success;
}

// 0, or errno. Where the file system cannot keep from replacing, a second link does.
int rename_to_free_path(const std::string& from, const std::string& to) {
    if (::renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), RENAME_NOREPLACE) == 0) return 0;
    if (errno != EINVAL) return errno;
    if (::link(from.c_str(), to.c_str()) != 0) return errno;
    return ::unlink(from.c_str()) == 0 ? 0 : errno;
}

}  // namespace

status copy_file(const std::string& from, const std::string& to, bool replace) {
    if (is_directory(from) || is_directory(to))
        return is_directory(from) || replace ? status::access_denied : status::file_exists;
    const open_handle source({.path = from,
                              .access = file_right::generic_read,
                              .share = {.read = true, .write = true, .remove = true}});
    if (source.opened() != status::success) return source.opened();
    // Emptied only when it is certain that nobody is in the way.
    open_handle target({.path = to,
                        .access = file_right::generic_write | file_right::remove,
                        .share = {},
                        .how = replace ? disposition::create_always : disposition::create_new});
    if (target.opened() != status::success) return target.opened();
    status result = copy_bytes(source.number(), target.number());
    if (result == status::success) result = copy_facts(source.number(), target.number());
    if (result != status::success) delete_open_file(target.number());
    return result;
}

status move_file(const std::string& from, const std::string& to, move_ways ways) {
    struct stat found {};
    if (::lstat(from.c_str(), &found) != 0)
        return errno == ENOENT ? absent(from) : file_status(errno);
    {
        const fork_guard guard;
        if (S_ISREG(found.st_mode) && may_go(from) == status::sharing_violation)
            return status::sharing_violation;
        if (ways.replace && from != to)
            if (const status may = may_be_replaced(to); may != status::success) return may;
    }
    const int error = !ways.replace                             ? rename_to_free_path(from, to)
                      : ::rename(from.c_str(), to.c_str()) == 0 ? 0
                                                                : errno;
    switch (error) {
        case 0: return status::success;
        case EEXIST:
        case ENOTEMPTY: return status::already_exists;
        case ENOENT: return status::path_not_found;
        case EINVAL: return status::sharing_violation;  // a directory into itself
        case EXDEV: break;
        default: return file_status(error);
    }
    if (!ways.copy_elsewhere || !S_ISREG(found.st_mode)) return status::not_same_device;
    const status copied = copy_file(from, to, ways.replace);
    if (copied != status::success)
        return copied == status::file_exists ? status::already_exists : copied;
    return delete_file(from);
}

}  // namespace mapview::kernel
