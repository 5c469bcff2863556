// SPDX-License-Identifier: MIT
#include "stepper.hpp"

#include "support/doctest.hpp"

#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <iostream>
#include <utility>

namespace test {
namespace {

constexpr int system_call_stop = SIGTRAP | 0x80;

/// The signal by which the process stopped; 0 where it did not stop but end.
int wait_for_stop(pid_t id) {
    int status = 0;
    while (::waitpid(id, &status, __WALL) < 0)
        if (errno != EINTR) return 0;
    return WIFSTOPPED(status) ? WSTOPSIG(status) : 0;
}

}  // namespace

stepper::stepper(const std::function<void()>& prepare, const std::function<void()>& operation) {
    std::cout.flush();
    std::fflush(nullptr);
    id_ = ::fork();
    if (id_ == 0) {
        ::prctl(PR_SET_PDEATHSIG, SIGKILL);
        prepare();
        ::ptrace(PTRACE_TRACEME, 0, nullptr, nullptr);
        ::raise(SIGSTOP);
        operation();
        ::raise(SIGSTOP);
        ::_exit(0);
    }
    REQUIRE(id_ > 0);
    REQUIRE(wait_for_stop(id_) == SIGSTOP);
    REQUIRE(::ptrace(PTRACE_SETOPTIONS, id_, nullptr, PTRACE_O_TRACESYSGOOD | PTRACE_O_EXITKILL) ==
            0);
}

stepper::~stepper() {
    if (id_ > 0) kill();
}

bool stepper::step() {
    if (complete_) return false;
    for (;;) {
        REQUIRE(::ptrace(PTRACE_SYSCALL, id_, nullptr, nullptr) == 0);
        const int signal = wait_for_stop(id_);
        if (signal == system_call_stop) return true;
        if (signal == SIGTRAP || signal == SIGCHLD) continue;
        REQUIRE(signal == SIGSTOP);
        complete_ = true;
        return false;
    }
}

bool stepper::step_instruction() {
    if (complete_) return false;
    REQUIRE(::ptrace(PTRACE_SINGLESTEP, id_, nullptr, nullptr) == 0);
    const int signal = wait_for_stop(id_);
    if (signal == SIGTRAP) return true;
    REQUIRE(signal == SIGSTOP);
    complete_ = true;
    return false;
}

void stepper::finish() {
    while (!complete_) {
        REQUIRE(::ptrace(PTRACE_CONT, id_, nullptr, nullptr) == 0);
        const int signal = wait_for_stop(id_);
        REQUIRE(signal != 0);
        complete_ = signal == SIGSTOP;
    }
}

void stepper::kill() {
    ::kill(id_, SIGKILL);
    while (::waitpid(id_, nullptr, __WALL) < 0 && errno == EINTR) {
    }
    id_ = -1;
}

std::string stepper::place() const {
    if (complete_) return "at the end";
    __ptrace_syscall_info info{};
    if (::ptrace(PTRACE_GET_SYSCALL_INFO, id_, reinterpret_cast<void*>(sizeof info), &info) <= 0)
        return "somewhere";
    if (info.op == PTRACE_SYSCALL_INFO_ENTRY)
        return "before system call " + std::to_string(info.entry.nr);
    if (info.op == PTRACE_SYSCALL_INFO_EXIT)
        return "after a system call that returned " + std::to_string(info.exit.rval);
    return "between system calls";
}

std::string why_no_stepping() {
    const pid_t child = ::fork();
    if (child == 0) {
        if (::ptrace(PTRACE_TRACEME, 0, nullptr, nullptr) != 0) ::_exit(1);
        ::raise(SIGSTOP);
        ::_exit(0);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    if (WIFEXITED(status)) return "ptrace is not allowed here, or another tracer has the place";
    ::kill(child, SIGKILL);
    ::waitpid(child, &status, 0);
    return {};
}

}  // namespace test
