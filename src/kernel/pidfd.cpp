// SPDX-License-Identifier: MIT
#include "kernel/pidfd.hpp"

#include <poll.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace mapview::kernel {

descriptor open_pidfd(pid_t process) noexcept {
    return descriptor(static_cast<int>(::syscall(SYS_pidfd_open, process, 0)));
}

bool has_ended(int pidfd) noexcept {
    pollfd one{pidfd, POLLIN, 0};
    return ::poll(&one, 1, 0) == 1;
}

bool is_pidfd(std::string_view target) noexcept {
    return target == "anon_inode:[pidfd]" || target.starts_with("pidfd:[");
}

}  // namespace mapview::kernel
