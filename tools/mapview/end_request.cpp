// SPDX-License-Identifier: MIT
#include "end_request.hpp"

#include <poll.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>

namespace tool {
namespace {

bool is_ignored(int signal) {
    struct sigaction action;
    return sigaction(signal, nullptr, &action) == 0 && action.sa_handler == SIG_IGN;
}

/// Whether a line or the end of the input was typed. Call it where there is something to read.
bool line_was_typed() {
    char typed[256];
    const auto count = read(STDIN_FILENO, typed, sizeof typed);
    return count >= 0;
}

}  // namespace

end_request::end_request() : on_terminal_(isatty(STDIN_FILENO) == 1) {
    sigemptyset(&signals_);
    for (const int signal : {SIGINT, SIGTERM})
        if (!is_ignored(signal)) sigaddset(&signals_, signal);
    sigprocmask(SIG_BLOCK, &signals_, nullptr);
}

void end_request::wait() const {
    while (!wait_for(std::chrono::hours(24))) {
    }
}

bool end_request::wait_for(std::chrono::milliseconds most) const {
    using clock = std::chrono::steady_clock;
    const auto deadline = clock::now() + most;
    const int signals = signalfd(-1, &signals_, SFD_CLOEXEC);
    if (signals < 0) throw std::system_error(errno, std::generic_category(), "wait for signals");

    pollfd sources[] = {{.fd = signals, .events = POLLIN, .revents = 0},
                        {.fd = STDIN_FILENO, .events = POLLIN, .revents = 0}};
    bool listen = on_terminal_;
    bool ended = false;
    while (!ended) {
        const auto left =
            std::chrono::ceil<std::chrono::milliseconds>(deadline - clock::now()).count();
        if (left <= 0) break;
        // A process in the background that reads from its terminal is stopped. What is typed
        // there belongs to others until the user brings this one to the foreground.
        const bool foreground = listen && tcgetpgrp(STDIN_FILENO) == getpgrp();
        constexpr long look_again_ms = 200;
        const auto patience = listen && !foreground ? std::min(left, look_again_ms) : left;
        if (poll(sources, foreground ? 2 : 1, static_cast<int>(patience)) <= 0) continue;
        if (sources[0].revents != 0) ended = true;
        else if ((sources[1].revents & (POLLHUP | POLLERR)) != 0) listen = false;  // terminal gone
        else ended = line_was_typed();
    }
    close(signals);
    return ended;
}

}  // namespace tool
