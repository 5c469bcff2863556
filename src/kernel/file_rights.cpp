// SPDX-License-Identifier: MIT
#include "kernel/file_rights.hpp"

#include <fcntl.h>
#include <sys/stat.h>

namespace mapview::kernel {

std::optional<rights> rights_of_open_file(int fd) noexcept {
    struct stat file {};
    if (::fstat(fd, &file) != 0) return {};
    if (!S_ISREG(file.st_mode) && !S_ISCHR(file.st_mode) && !S_ISFIFO(file.st_mode)) return {};
    const int flags = ::fcntl(fd, F_GETFL);
    if (flags < 0) return {};
    if ((flags & O_PATH) != 0) return 0;
    rights granted = 0;
    if ((flags & O_ACCMODE) != O_WRONLY) granted |= file_right::generic_read;
    if ((flags & O_ACCMODE) != O_RDONLY) granted |= file_right::generic_write;
    // A file opened to append cannot write elsewhere.
    if ((flags & O_APPEND) != 0) granted &= ~file_right::write_data;
    return granted;
}

}  // namespace mapview::kernel
