// SPDX-License-Identifier: MIT
//
// The functions below take the place of those of the C library: the dynamic linker finds the
// program's own symbols first. They do the same, and note when.
#include "steps.hpp"

#include <cerrno>
#include <cstdarg>
#include <cstddef>
#include <cstring>

#include <dirent.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace {

using bench::step;

std::vector<step>* recorded = nullptr;

/// A system call that notes itself.
template <class... Arguments>
long noted(const char* name, const char* detail, long number, Arguments... arguments) {
    if (recorded == nullptr) return syscall(number, arguments...);
    const auto begin = std::chrono::steady_clock::now();
    const long result = syscall(number, arguments...);
    const auto end = std::chrono::steady_clock::now();
    recorded->push_back({name, detail, result < 0 ? errno : 0, begin, end});
    return result;
}

const char* open_detail(const char* path, int flags) {
    if ((flags & O_PATH) != 0) return "PID/fd/N O_PATH";
    if ((flags & O_DIRECTORY) != 0) return "O_DIRECTORY";
    if ((flags & O_CREAT) != 0) return "O_CREAT";
    return std::strstr(path, "/fd/") != nullptr ? "PID/fd/N" : "";
}

const char* fcntl_detail(int command) {
    switch (command) {
        case F_OFD_SETLK: return "F_OFD_SETLK";
        case F_OFD_GETLK: return "F_OFD_GETLK";
        case F_ADD_SEALS: return "F_ADD_SEALS";
        case F_GET_SEALS: return "F_GET_SEALS";
        case F_GETFD: return "F_GETFD";
        case F_SETFD: return "F_SETFD";
        case F_GETFL: return "F_GETFL";
        default: return "";
    }
}

}  // namespace

std::string bench::describe(const step& step) {
    std::string text = step.call;
    if (*step.detail != '\0') text += std::string(" ") + step.detail;
    if (step.error != 0) text += std::string(": ") + strerrorname_np(step.error);
    return text;
}

std::vector<bench::step> bench::record_steps(const std::function<void()>& path) {
    std::vector<step> steps;
    steps.reserve(100);
    recorded = &steps;
    path();
    recorded = nullptr;
    return steps;
}

extern "C" {

int openat(int folder, const char* path, int flags, ...) {
    std::va_list rest;
    va_start(rest, flags);
    const mode_t mode = (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg(rest, mode_t) : 0;
    va_end(rest);
    return static_cast<int>(
        noted("openat", open_detail(path, flags), SYS_openat, folder, path, flags, mode));
}

int open(const char* path, int flags, ...) {
    std::va_list rest;
    va_start(rest, flags);
    const mode_t mode = (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg(rest, mode_t) : 0;
    va_end(rest);
    return static_cast<int>(
        noted("open", open_detail(path, flags), SYS_openat, AT_FDCWD, path, flags, mode));
}

int fcntl(int fd, int command, ...) {
    std::va_list rest;
    va_start(rest, command);
    void* const argument = va_arg(rest, void*);
    va_end(rest);
    return static_cast<int>(
        noted("fcntl", fcntl_detail(command), SYS_fcntl, fd, command, argument));
}

int close(int fd) {
    return static_cast<int>(noted("close", "", SYS_close, fd));
}

int mkdirat(int folder, const char* path, mode_t mode) noexcept {
    return static_cast<int>(noted("mkdirat", "", SYS_mkdirat, folder, path, mode));
}

int unlinkat(int folder, const char* path, int flags) noexcept {
    return static_cast<int>(noted("unlinkat", (flags & AT_REMOVEDIR) != 0 ? "AT_REMOVEDIR" : "",
                                  SYS_unlinkat, folder, path, flags));
}

int symlinkat(const char* target, int folder, const char* path) noexcept {
    return static_cast<int>(noted("symlinkat", "", SYS_symlinkat, target, folder, path));
}

int renameat(int from, const char* path, int to, const char* name) noexcept {
    return static_cast<int>(noted("renameat", "", SYS_renameat, from, path, to, name));
}

ssize_t readlinkat(int folder, const char* path, char* target, size_t size) noexcept {
    return noted("readlinkat", "", SYS_readlinkat, folder, path, target, size);
}

int linkat(int from, const char* path, int to, const char* name, int flags) noexcept {
    return static_cast<int>(noted("linkat", "", SYS_linkat, from, path, to, name, flags));
}

int faccessat(int folder, const char* path, int mode, int flags) noexcept {
    return static_cast<int>(noted("faccessat", "", SYS_faccessat2, folder, path, mode, flags));
}

int fstatat(int folder, const char* path, struct stat* status, int flags) noexcept {
    return static_cast<int>(noted("fstatat", "", SYS_newfstatat, folder, path, status, flags));
}

int flock(int fd, int operation) noexcept {
    return static_cast<int>(noted("flock", "", SYS_flock, fd, operation));
}

int fstat(int fd, struct stat* status) noexcept {
    return static_cast<int>(noted("fstat", "", SYS_fstat, fd, status));
}

int statx(int folder, const char* path, int flags, unsigned mask, struct statx* status) noexcept {
    return static_cast<int>(noted("statx", "", SYS_statx, folder, path, flags, mask, status));
}

ssize_t getdents64(int folder, void* buffer, size_t size) noexcept {
    return noted("getdents64", "", SYS_getdents64, folder, buffer, size);
}

off_t lseek(int fd, off_t offset, int whence) noexcept {
    return noted("lseek", "", SYS_lseek, fd, offset, whence);
}

int memfd_create(const char* name, unsigned flags) noexcept {
    return static_cast<int>(noted("memfd_create", "", SYS_memfd_create, name, flags));
}

int ftruncate(int fd, off_t size) noexcept {
    return static_cast<int>(noted("ftruncate", "", SYS_ftruncate, fd, size));
}

void* mmap(void* address, size_t size, int protection, int flags, int fd, off_t offset) noexcept {
    return reinterpret_cast<void*>(
        noted("mmap", "", SYS_mmap, address, size, protection, flags, fd, offset));
}

int munmap(void* address, size_t size) noexcept {
    return static_cast<int>(noted("munmap", "", SYS_munmap, address, size));
}

pid_t getpid() noexcept {
    return static_cast<pid_t>(noted("getpid", "", SYS_getpid));
}

}  // extern "C"
