// SPDX-License-Identifier: MIT
#include "output.hpp"

#include <poll.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace tool {

void put(std::span<const std::byte> bytes) {
    while (!bytes.empty()) {
        const auto written = write(STDOUT_FILENO, bytes.data(), bytes.size());
        if (written >= 0) {
            bytes = bytes.subspan(static_cast<std::size_t>(written));
        } else if (errno == EAGAIN) {  // somebody else made the pipe non-blocking
            pollfd room{.fd = STDOUT_FILENO, .events = POLLOUT, .revents = 0};
            poll(&room, 1, -1);
        } else if (errno != EINTR) {
            throw std::system_error(errno, std::generic_category(), "write to standard output");
        }
    }
}

void put(std::string_view text) {
    put(std::as_bytes(std::span(text)));
}

}  // namespace tool
