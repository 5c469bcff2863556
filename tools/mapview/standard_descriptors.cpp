// SPDX-License-Identifier: MIT
#include "standard_descriptors.hpp"

#include <fcntl.h>
#include <unistd.h>

void tool::reserve_standard_descriptors() noexcept {
    for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; ++fd) {
        // Reading from and writing to an O_PATH descriptor fails with EBADF. The number is right
        // because open takes the lowest that is free.
        if (fcntl(fd, F_GETFD) < 0) open("/dev/null", O_PATH | O_CLOEXEC);
    }
}
