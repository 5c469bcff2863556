// SPDX-License-Identifier: MIT
#include "child.hpp"

#include "failure.hpp"

#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <exception>

namespace {

[[noreturn]] void play(const std::function<void()>& part, pid_t parent) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    try {
        part();
        std::fputs("mapview-bench-waits: a child ended too early\n", stderr);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "mapview-bench-waits: a child: %s\n", error.what());
    }
    if (getppid() == parent) kill(parent, SIGTERM);
    _exit(1);
}

}  // namespace

bench::child::child(const std::function<void()>& part) {
    const pid_t parent = getpid();
    id_ = fork();
    check_call(id_ >= 0, "fork");
    if (id_ == 0) play(part, parent);
}

bench::child::~child() {
    ::kill(id_, SIGKILL);
    waitpid(id_, nullptr, 0);
}

void bench::child::kill() const {
    check_call(::kill(id_, SIGKILL) == 0, "kill");
}
