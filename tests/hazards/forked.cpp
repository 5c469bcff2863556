// SPDX-License-Identifier: MIT
#include "forked.hpp"

#include "support/child_process.hpp"
#include "support/doctest.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <utility>

namespace test {
namespace {

/// Counts the checks that fail in this process, in each of its threads.
std::atomic<int> failures = 0;

struct failure_counter : doctest::IReporter {
    explicit failure_counter(const doctest::ContextOptions&) {}
    void report_query(const doctest::QueryData&) override {}
    void test_run_start() override {}
    void test_run_end(const doctest::TestRunStats&) override {}
    void test_case_start(const doctest::TestCaseData&) override {}
    void test_case_reenter(const doctest::TestCaseData&) override {}
    void test_case_end(const doctest::CurrentTestCaseStats&) override {}
    void test_case_exception(const doctest::TestCaseException&) override { ++failures; }
    void subcase_start(const doctest::SubcaseSignature&) override {}
    void subcase_end() override {}
    void log_assert(const doctest::AssertData& data) override { failures += data.m_failed; }
    void log_message(const doctest::MessageData&) override {}
    void test_case_skipped(const doctest::TestCaseData&) override {}
};

REGISTER_LISTENER("failure_counter", 1, failure_counter);

[[noreturn]] void run(const std::function<void()>& body) {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    failures = 0;
    try {
        body();
    } catch (const std::exception& error) {
        ++failures;
        std::cout << "in a forked process: " << error.what() << '\n';
    } catch (...) {
        // REQUIRE throws what belongs to doctest: it is counted already
        if (failures == 0) ++failures;
    }
    std::cout.flush();
    std::fflush(nullptr);
    ::_exit(failures != 0);
}

}  // namespace

gate::gate() {
    if (::pipe2(ends_, O_CLOEXEC) != 0) std::abort();
}

gate::~gate() {
    ::close(ends_[0]);
    ::close(ends_[1]);
}

void gate::open() {
    if (::write(ends_[1], "x", 1) != 1) std::abort();
}

bool gate::pass() {
    pollfd ready{ends_[0], POLLIN, 0};
    const int limit =
        static_cast<int>(std::chrono::duration_cast<std::chrono::milliseconds>(patience).count());
    char byte;
    return ::poll(&ready, 1, limit) == 1 && ::read(ends_[0], &byte, 1) == 1;
}

forked::forked(const std::function<void()>& body) {
    std::cout.flush();
    std::fflush(nullptr);
    id_ = ::fork();
    if (id_ == 0) run(body);
    REQUIRE(id_ > 0);
}

forked::forked(forked&& other) noexcept : id_(std::exchange(other.id_, -1)) {}

forked& forked::operator=(forked&& other) noexcept {
    std::swap(id_, other.id_);
    return *this;
}

forked::~forked() {
    if (id_ > 0) kill();
}

bool forked::passed(std::chrono::seconds limit) {
    const auto end = std::chrono::steady_clock::now() + limit;
    int status = 0;
    for (;;) {
        const pid_t ended = ::waitpid(id_, &status, WNOHANG);
        if (ended == id_) break;
        if (ended < 0 && errno != EINTR) return false;
        if (std::chrono::steady_clock::now() > end) {
            MESSAGE("a forked process did not come to its end");
            kill();
            return false;
        }
        ::usleep(500);
    }
    id_ = -1;
    if (WIFSIGNALED(status)) MESSAGE("a forked process was ended by signal ", WTERMSIG(status));
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

bool forked::has_ended() const {
    siginfo_t ended{};
    return ::waitid(P_PID, static_cast<id_t>(id_), &ended, WEXITED | WNOHANG | WNOWAIT) == 0 &&
           ended.si_pid == id_;
}

void forked::kill() {
    ::kill(id_, SIGKILL);
    while (::waitpid(id_, nullptr, 0) < 0 && errno == EINTR) {
    }
    id_ = -1;
}

void forked::stop() {
    ::kill(id_, SIGSTOP);
    int status = 0;
    while (::waitpid(id_, &status, WUNTRACED) < 0 && errno == EINTR) {
    }
    REQUIRE(WIFSTOPPED(status));
}

void forked::go_on() {
    ::kill(id_, SIGCONT);
}

void in_child(const std::function<void()>& body, std::chrono::seconds limit) {
    const bool every_check_held = forked(body).passed(limit);
    CHECK(every_check_held);
}

void in_pid_namespace(const std::function<void()>& body) {
    in_child([&] {
        REQUIRE(::unshare(CLONE_NEWPID | CLONE_NEWNS) == 0);
        REQUIRE(::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0);
        in_child([&] {
            REQUIRE(::mount("proc", "/proc", "proc", 0, nullptr) == 0);
            body();
        });
    });
}

}  // namespace test
