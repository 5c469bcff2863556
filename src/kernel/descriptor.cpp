// SPDX-License-Identifier: MIT
#include "kernel/descriptor.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

namespace mapview::kernel {

void descriptor::close_number(int number) noexcept {
    const int saved = errno;
    ::close(number);  // never again after EINTR: Linux has closed it by then
    errno = saved;
}

descriptor above_standard_streams(descriptor file, bool inheritable) noexcept {
    constexpr int first = STDERR_FILENO + 1;
    if (!file || file.get() >= first) return file;
    return descriptor(::fcntl(file.get(), inheritable ? F_DUPFD : F_DUPFD_CLOEXEC, first));
}

file_facts facts_of(int fd) noexcept {
    struct stat found {};
    if (::fstat(fd, &found) != 0) return {};
    return {found.st_ino, static_cast<std::uint64_t>(found.st_size)};
}

}  // namespace mapview::kernel
