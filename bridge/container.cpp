// SPDX-License-Identifier: MIT
#include "bridge/container.hpp"

#include "bridge/failure.hpp"

#include <fcntl.h>
#include <linux/nsfs.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/stat.h>

#include <cerrno>
#include <system_error>

namespace mapview::bridge {
namespace {

descriptor open_of(pid_t pid, const char* file, int flags) {
    const std::string path = "/proc/" + std::to_string(pid) + file;
    descriptor opened(::open(path.c_str(), flags | O_CLOEXEC));
    if (!opened)
        throw failure("the namespaces of process " + std::to_string(pid) +
                      " cannot be looked at: " + std::generic_category().message(errno));
    return opened;
}

bool same(int one, int other) {
    struct stat a {};
    struct stat b {};
    return ::fstat(one, &a) == 0 && ::fstat(other, &b) == 0 && a.st_dev == b.st_dev &&
           a.st_ino == b.st_ino;
}

// None where it is ours.
descriptor namespace_of(pid_t pid, const char* file) {
    descriptor theirs = open_of(pid, file, O_RDONLY);
    return same(theirs.get(), open_of(::getpid(), file, O_RDONLY).get()) ? descriptor()
                                                                         : std::move(theirs);
}

}  // namespace

container::container(pid_t program) : program_(program), mounts_(namespace_of(program, "/ns/mnt")) {
    if (!mounts_) return;
    processes_ = namespace_of(program, "/ns/pid");
    users_ = namespace_of(program, "/ns/user");
    root_ = open_of(program, "/root", O_PATH | O_DIRECTORY);
    mounts_owner_ = descriptor(::ioctl(mounts_.get(), NS_GET_USERNS));
    if (!mounts_owner_)
        throw failure("the container of process " + std::to_string(program) +
                      " is not this user's to enter");
    if (users_ && same(users_.get(), mounts_owner_.get())) users_.close();
    if (same(mounts_owner_.get(), open_of(::getpid(), "/ns/user", O_RDONLY).get()))
        mounts_owner_.close();
}

bool container::shows(const std::string& path) const {
    struct stat here {};
    struct stat there {};
    const std::string inside = "/proc/" + std::to_string(program_) + "/root" + path;
    return ::stat(path.c_str(), &here) == 0 && ::stat(inside.c_str(), &there) == 0 &&
           here.st_dev == there.st_dev && here.st_ino == there.st_ino;
}

bool container::enter() const noexcept {
    const auto join = [](const descriptor& one, int kind) {
        return !one || ::setns(one.get(), kind) == 0;
    };
    return join(mounts_owner_, CLONE_NEWUSER) && join(processes_, CLONE_NEWPID) &&
           join(mounts_, CLONE_NEWNS) && ::fchdir(root_.get()) == 0 && ::chroot(".") == 0 &&
           join(users_, CLONE_NEWUSER);
}

}  // namespace mapview::bridge
