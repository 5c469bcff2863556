// SPDX-License-Identifier: MIT
#include "kernel/priority.hpp"

#include <sys/resource.h>

#include <cerrno>
#include <charconv>
#include <filesystem>
#include <string>

namespace mapview::kernel {
namespace {

status priority_status(int error) noexcept {
    switch (error) {
        case ESRCH: return status::invalid_parameter;
        case EACCES: return status::privilege_not_held;
        default: return status_of(error);
    }
}

}  // namespace

status get_nice(pid_t process, int& nice) noexcept {
    errno = 0;
    nice = ::getpriority(PRIO_PROCESS, static_cast<id_t>(process));
    return errno == 0 ? status::success : priority_status(errno);
}

// On Linux each thread has a nice value of its own.
status set_nice(pid_t process, int nice) {
    if (::setpriority(PRIO_PROCESS, static_cast<id_t>(process), nice) != 0)
        return priority_status(errno);
    std::error_code none;
    for (const auto& entry :
         std::filesystem::directory_iterator("/proc/" + std::to_string(process) + "/task", none)) {
        const std::string name = entry.path().filename();
        id_t thread = 0;
        std::from_chars(name.data(), name.data() + name.size(), thread);
        if (::setpriority(PRIO_PROCESS, thread, nice) != 0 && errno != ESRCH)
            return priority_status(errno);
    }
    return status::success;
}

}  // namespace mapview::kernel
