// SPDX-License-Identifier: MIT
#include "support/child_process.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <stdexcept>
#include <utility>

namespace test {
namespace {

[[noreturn]] void fail(const std::string& what) {
    throw std::runtime_error(what);
}

void close_number(int& number) {
    if (number >= 0) ::close(std::exchange(number, -1));
}

}  // namespace

struct child_process::process {
    std::string role;
    pid_t id = -1;
    int to = -1;
    int from = -1;
    std::string heard;

    ~process() {
        close_number(to);
        close_number(from);
        if (id <= 0) return;
        ::kill(id, SIGKILL);
        reap();
    }

    int reap() {
        int status = 0;
        while (::waitpid(id, &status, 0) < 0)
            if (errno != EINTR) break;
        id = -1;
        return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    }
};

child_process::child_process(const std::string& role, const std::vector<std::string>& arguments)
    : process_(std::make_unique<process>()) {
    int input[2];
    int output[2];
    if (::pipe2(input, O_CLOEXEC) != 0) fail("pipe2 failed");
    process_->role = role;
    process_->to = input[1];
    if (::pipe2(output, O_CLOEXEC) != 0) fail("pipe2 failed");
    process_->from = output[0];

    // By its path, since under valgrind /proc/self/exe would start valgrind.
    const auto program = std::filesystem::read_symlink("/proc/self/exe").string();
    std::vector<std::string> words{program, "--role", role};
    words.insert(words.end(), arguments.begin(), arguments.end());
    std::vector<char*> vector;
    for (auto& word : words) vector.push_back(word.data());
    vector.push_back(nullptr);

    ::signal(SIGPIPE, SIG_IGN);
    process_->id = ::fork();
    if (process_->id == 0) {
        ::signal(SIGPIPE, SIG_DFL);
        ::dup2(input[0], STDIN_FILENO);
        ::dup2(output[1], STDOUT_FILENO);
        ::execv(program.c_str(), vector.data());
        ::_exit(97);
    }
    ::close(input[0]);
    ::close(output[1]);
    if (process_->id < 0) fail("fork failed");
}

child_process::child_process(child_process&&) noexcept = default;
child_process& child_process::operator=(child_process&&) noexcept = default;
child_process::~child_process() = default;

void child_process::say(std::string_view line) {
    std::string text(line);
    text += '\n';
    for (std::size_t sent = 0; sent < text.size();) {
        const auto n = ::write(process_->to, text.data() + sent, text.size() - sent);
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) fail("the child '" + process_->role + "' does not listen");
        sent += static_cast<std::size_t>(n);
    }
}

std::string child_process::hear() {
    auto& heard = process_->heard;
    const auto end = std::chrono::steady_clock::now() + patience;
    for (;;) {
        if (const auto stop = heard.find('\n'); stop != std::string::npos) {
            auto line = heard.substr(0, stop);
            heard.erase(0, stop + 1);
            return line;
        }
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
            end - std::chrono::steady_clock::now());
        pollfd ready{process_->from, POLLIN, 0};
        if (left.count() <= 0 || ::poll(&ready, 1, static_cast<int>(left.count())) == 0)
            fail("the child '" + process_->role + "' says nothing");
        char bytes[512];
        const auto n = ::read(process_->from, bytes, sizeof bytes);
        if (n < 0 && errno == EINTR) continue;
        if (n <= 0) fail("the child '" + process_->role + "' ended without an answer");
        heard.append(bytes, static_cast<std::size_t>(n));
    }
}

void child_process::kill() {
    ::kill(process_->id, SIGKILL);
    process_->reap();
}

int child_process::wait() {
    close_number(process_->to);
    return process_->reap();
}

long child_process::id() const noexcept {
    return process_->id;
}

}  // namespace test
