// SPDX-License-Identifier: MIT
#include "input.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>

namespace tool {
namespace {

[[noreturn]] void throw_errno(int code, const std::string& action) {
    throw std::system_error(code, std::generic_category(), action);
}

/// Nothing where only reading to the end can tell, as for a pipe or a file of /proc.
std::optional<std::uint64_t> bytes_to_come(int descriptor, const struct stat& status) {
    if (!S_ISREG(status.st_mode) || status.st_size == 0) return std::nullopt;
    const auto position = lseek(descriptor, 0, SEEK_CUR);
    if (position < 0) return std::nullopt;
    return static_cast<std::uint64_t>(std::max<off_t>(0, status.st_size - position));
}

}  // namespace

input::input(const std::string& path)
    : name_(path == "-" ? "standard input" : "'" + path + "'"),
      descriptor_(path == "-" ? STDIN_FILENO : open(path.c_str(), O_RDONLY | O_CLOEXEC)) {
    if (descriptor_ < 0) throw_errno(errno, "open " + name_);

    struct stat status;
    const int error = fstat(descriptor_, &status) != 0 ? errno
                      : S_ISDIR(status.st_mode)        ? EISDIR
                                                       : 0;
    if (error != 0) {
        if (descriptor_ != STDIN_FILENO) close(descriptor_);
        throw_errno(error, "read " + name_);
    }
    remaining_ = bytes_to_come(descriptor_, status);
}

input::~input() {
    if (descriptor_ != STDIN_FILENO) close(descriptor_);
}

std::size_t input::read(std::span<std::byte> buffer) {
    for (;;) {
        const auto count = ::read(descriptor_, buffer.data(), buffer.size());
        if (count >= 0) return static_cast<std::size_t>(count);
        if (errno == EAGAIN) {  // somebody else made the pipe non-blocking
            pollfd data{.fd = descriptor_, .events = POLLIN, .revents = 0};
            poll(&data, 1, -1);
        } else if (errno != EINTR) {
            throw_errno(errno, "read " + name_);
        }
    }
}

}  // namespace tool
