// SPDX-License-Identifier: MIT
#include "holder.hpp"

#include "failure.hpp"

#include <array>
#include <csignal>
#include <cstdio>

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

namespace {

using namespace bench;

std::array<int, 2> make_pipe() {
    std::array<int, 2> ends;
    check_call(pipe2(ends.data(), O_CLOEXEC) == 0, "pipe2");
    return ends;
}

/// posix_spawn and not fork: a fork would mark the handles of this process as copied, and their
/// closing would be measured in its slower form.
pid_t spawn(const std::vector<std::string>& role, int input, int output) {
    std::vector<char*> arguments{const_cast<char*>("mapview-bench")};
    for (const std::string& word : role) arguments.push_back(const_cast<char*>(word.c_str()));
    arguments.push_back(nullptr);

    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
    pid_t pid = -1;
    errno = posix_spawn(&pid, "/proc/self/exe", &actions, nullptr, arguments.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    check_call(errno == 0, "posix_spawn");
    return pid;
}

std::string read_line(int fd) {
    std::string line;
    char c;
    while (read(fd, &c, 1) == 1) {
        if (c == '\n') return line;
        line += c;
    }
    throw std::runtime_error("a holder ended before it was ready");
}

}  // namespace

bench::holder::holder(const std::vector<std::string>& role) {
    const auto [input, hold_on] = make_pipe();
    const auto [output, ready] = make_pipe();
    pid_ = spawn(role, input, ready);
    hold_on_ = hold_on;
    close(input);
    close(ready);
    try {
        report_ = read_line(output);
    } catch (...) {
        close(output);
        close(hold_on_);
        waitpid(pid_, nullptr, 0);
        throw;
    }
    close(output);
}

bench::holder::~holder() {
    close(hold_on_);
    waitpid(pid_, nullptr, 0);
}

void bench::holder::kill() {
    check_call(::kill(pid_, SIGKILL) == 0, "kill");
}
