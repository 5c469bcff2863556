// The events of a console, which are signals. Each child has a session of its own, and signals as
// if it had been started from a terminal: a signal for a group must not reach the tests.
// SPDX-License-Identifier: MIT
#include <windows.h>

#include "conformance/calls.hpp"
#include "support/child_process.hpp"
#include "support/doctest.hpp"
#include "support/role.hpp"
#include "support/sanitizer.hpp"
#include "support/skip.hpp"

#include <poll.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <string>

using test::ask, test::child_process, test::handle;

namespace {

constexpr DWORD control_c_exit = 0xC000013A;

void as_from_a_terminal() {
    ::setsid();
    if (::getpgrp() != ::getpid()) std::abort();  // a signal for the group would be for the tests
    sigset_t none;
    ::sigemptyset(&none);
    ::sigprocmask(SIG_SETMASK, &none, nullptr);
    for (const int number : {SIGINT, SIGQUIT, SIGHUP, SIGTERM}) ::signal(number, SIG_DFL);
    const rlimit no_core{0, 0};
    ::setrlimit(RLIMIT_CORE, &no_core);
}

// Until the test closes the pipe. A wait that ThreadSanitizer knows: it puts signals off in others.
void wait_for_the_end() {
    pollfd input{STDIN_FILENO, POLLIN, 0};
    while (::poll(&input, 1, -1) < 0) {
    }
}

void send(const child_process& child, int number) {
    ::kill(static_cast<pid_t>(child.id()), number);
}

BOOL WINAPI say_first(DWORD event) {
    test::say("first " + std::to_string(event));
    return event == CTRL_C_EVENT;
}

BOOL WINAPI say_second(DWORD event) {
    test::say("second " + std::to_string(event));
    return event != CTRL_C_EVENT;
}

BOOL WINAPI refuse(DWORD) {
    return FALSE;
}

bool is_ignored(int number) {
    struct sigaction now {};
    ::sigaction(number, nullptr, &now);
    return now.sa_handler == SIG_IGN;
}

/// A process that CreateProcess makes of this program, in a group of its own.
struct own_group {
    explicit own_group(const std::string& role, DWORD flags = CREATE_NEW_PROCESS_GROUP) {
        char program[MAX_PATH];
        GetModuleFileNameA(nullptr, program, sizeof program);
        auto command = '"' + std::string(program) + "\" --role " + role;
        STARTUPINFOA start{};
        start.cb = sizeof start;
        PROCESS_INFORMATION made{};
        if (!CreateProcessA(program, command.data(), nullptr, nullptr, TRUE, flags, nullptr,
                            nullptr, &start, &made))
            return;
        process = handle(made.hProcess);
        CloseHandle(made.hThread);
        id = made.dwProcessId;
    }
    DWORD exit_code() const {
        WaitForSingleObject(process.get(), INFINITE);
        DWORD code = 0;
        GetExitCodeProcess(process.get(), &code);
        return code;
    }
    handle process;
    DWORD id = 0;
};

}  // namespace

TEST_ROLE(two_control_handlers) {
    as_from_a_terminal();
    SetConsoleCtrlHandler(say_first, TRUE);
    SetConsoleCtrlHandler(say_second, TRUE);
    test::say("ready");
    wait_for_the_end();
    return 0;
}

TEST_CASE("signals are the events of a console, for the last handler first") {
    child_process child("two_control_handlers");
    REQUIRE(child.hear() == "ready");
    send(child, SIGINT);
    CHECK(child.hear() == "second 0");
    CHECK(child.hear() == "first 0");
    send(child, SIGQUIT);
    CHECK(child.hear() == "second 1");
    send(child, SIGINT);
    CHECK(child.hear() == "second 0");
    CHECK(child.hear() == "first 0");
    CHECK(child.wait() == 0);
}

TEST_CASE("a process that is closed or shut down ends when its handlers have returned") {
    for (const auto& [number, event] : {std::pair{SIGHUP, "second 2"}, {SIGTERM, "second 6"}}) {
        child_process child("two_control_handlers");
        REQUIRE(child.hear() == "ready");
        send(child, number);
        CHECK(child.hear() == event);
        CHECK_THROWS(child.hear());
        CHECK(child.wait() == -1);
    }
}

namespace {

std::atomic<DWORD> event_seen = 77;
std::atomic<DWORD> thread_of_handler = 0;
HANDLE handler_was_there = nullptr;

BOOL WINAPI note_event(DWORD event) {
    event_seen = event;
    thread_of_handler = GetCurrentThreadId();
    SetEvent(handler_was_there);
    return TRUE;
}

// Whether the handler was told of the event that `send` makes.
template <class Send>
bool is_told(DWORD event, Send&& send) {
    if (handler_was_there == nullptr)
        handler_was_there = CreateEventA(nullptr, FALSE, FALSE, nullptr);
    event_seen = 77;
    send();
    return WaitForSingleObject(handler_was_there, 30000) == WAIT_OBJECT_0 && event_seen == event;
}

}  // namespace

TEST_ROLE(generate_in_own_session) {
    as_from_a_terminal();
    SetConsoleCtrlHandler(note_event, TRUE);
    if (!is_told(CTRL_C_EVENT, [] { GenerateConsoleCtrlEvent(CTRL_C_EVENT, 0); })) return 1;
    if (!is_told(CTRL_BREAK_EVENT, [] { GenerateConsoleCtrlEvent(CTRL_BREAK_EVENT, 0); })) return 2;
    const auto own = static_cast<DWORD>(::getpgrp());
    if (!is_told(CTRL_C_EVENT, [&] { GenerateConsoleCtrlEvent(CTRL_C_EVENT, own); })) return 3;
    return thread_of_handler == GetCurrentThreadId() ? 4 : 0;
}

TEST_CASE("an event is made for the own group, and its handler runs in another thread") {
    CHECK(child_process("generate_in_own_session").wait() == 0);
}

TEST_ROLE(restore_signals) {
    as_from_a_terminal();
    static std::atomic<int> caught = 0;
    ::signal(SIGINT, [](int) { ++caught; });
    SetConsoleCtrlHandler(note_event, TRUE);
    if (!is_told(CTRL_C_EVENT, [] { ::raise(SIGINT); }) || caught != 0) return 1;
    SetConsoleCtrlHandler(note_event, FALSE);
    ::raise(SIGINT);
    if (caught != 1) return 2;
    struct sigaction now {};
    ::sigaction(SIGTERM, nullptr, &now);
    return now.sa_handler == SIG_DFL ? 0 : 3;
}

TEST_CASE("without handlers the signals are as they were") {
    CHECK(child_process("restore_signals").wait() == 0);
}

TEST_ROLE(fall_back_to_signal) {
    as_from_a_terminal();
    static HANDLE caught = CreateEventA(nullptr, FALSE, FALSE, nullptr);
    ::signal(SIGINT, [](int) { SetEvent(caught); });
    SetConsoleCtrlHandler(refuse, TRUE);
    for (int i = 0; i < 2; ++i) {
        ::raise(SIGINT);
        if (WaitForSingleObject(caught, 30000) != WAIT_OBJECT_0) return 1;
    }
    SetConsoleCtrlHandler(note_event, TRUE);
    return is_told(CTRL_C_EVENT, [] { ::raise(SIGINT); }) ? 0 : 2;
}

TEST_CASE("an event that no handler takes is for the signal's handler of before") {
    if (test::has_thread_sanitizer)
        SKIP_BECAUSE("ThreadSanitizer puts off the signal that a handler is called by again");
    CHECK(child_process("fall_back_to_signal").wait() == 0);
}

TEST_ROLE(relay_two_signals) {
    as_from_a_terminal();
    static std::atomic<bool> wrong = false;
    ::signal(SIGINT, [](int number) { wrong = wrong || number != SIGINT; });
    ::signal(SIGQUIT, [](int number) { wrong = wrong || number != SIGQUIT; });
    SetConsoleCtrlHandler(refuse, TRUE);
    sigset_t both;
    ::sigemptyset(&both);
    ::sigaddset(&both, SIGINT);
    ::sigaddset(&both, SIGQUIT);
    ::pthread_sigmask(SIG_BLOCK, &both, nullptr);  // only the library's threads take them
    for (int i = 0; i < 40000; ++i) {
        ::kill(::getpid(), SIGINT);
        ::kill(::getpid(), SIGQUIT);
        if (i % 8 == 0) ::usleep(1);  // what is pending is no signal twice
    }
    return wrong ? 1 : 0;
}

TEST_CASE("each signal is for its own handler of before, whatever else arrives meanwhile") {
    if (test::has_thread_sanitizer)
        SKIP_BECAUSE("ThreadSanitizer puts off the signal that a handler is called by again");
    CHECK(child_process("relay_two_signals").wait() == 0);
}

TEST_ROLE(fall_back_once) {
    as_from_a_terminal();
    static HANDLE caught = CreateEventA(nullptr, FALSE, FALSE, nullptr);
    struct sigaction once {};
    once.sa_handler = [](int) { SetEvent(caught); };
    once.sa_flags = static_cast<int>(SA_RESETHAND);
    ::sigaction(SIGINT, &once, nullptr);
    SetConsoleCtrlHandler(refuse, TRUE);
    ::raise(SIGINT);
    if (WaitForSingleObject(caught, 30000) != WAIT_OBJECT_0) return 1;
    ::raise(SIGINT);
    return WaitForSingleObject(caught, 30000) == WAIT_OBJECT_0 ? 2 : 3;
}

TEST_CASE("a handler of before that is there once gets one event, and the next ends the process") {
    if (test::has_thread_sanitizer)
        SKIP_BECAUSE("ThreadSanitizer puts off the signal that a handler is called by again");
    CHECK(own_group("fall_back_once").exit_code() == control_c_exit);
}

namespace {

void set_with_siginfo(int number, sighandler_t handler) {
    struct sigaction action {};
    action.sa_handler = handler;
    action.sa_flags = SA_SIGINFO;
    ::sigaction(number, &action, nullptr);
}

}  // namespace

TEST_ROLE(no_functions_with_siginfo) {
    as_from_a_terminal();
    set_with_siginfo(SIGINT, SIG_DFL);
    set_with_siginfo(SIGQUIT, SIG_IGN);
    SetConsoleCtrlHandler(refuse, TRUE);
    ::raise(SIGQUIT);
    ::raise(SIGINT);
    for (;;) ::pause();
}

TEST_CASE("a default or ignored signal is so with SA_SIGINFO as well") {
    if (test::has_thread_sanitizer)
        SKIP_BECAUSE("ThreadSanitizer puts off the signal that ends the process");
    CHECK(own_group("no_functions_with_siginfo").exit_code() == control_c_exit);
}

namespace {

BOOL WINAPI say_and_exit_thread(DWORD event) {
    test::say("left " + std::to_string(event));
    ExitThread(0);
}

}  // namespace

TEST_ROLE(leave_by_exit_thread) {
    as_from_a_terminal();
    SetConsoleCtrlHandler(say_and_exit_thread, TRUE);
    test::say("ready");
    wait_for_the_end();
    return 0;
}

TEST_CASE("a handler that ends its thread has dealt with the event, and the next one comes") {
    child_process child("leave_by_exit_thread");
    REQUIRE(child.hear() == "ready");
    for (int i = 0; i < 3; ++i) {
        send(child, SIGINT);
        CHECK(child.hear() == "left 0");
    }
    send(child, SIGTERM);
    CHECK(child.hear() == "left 6");
    CHECK_THROWS(child.hear());
    CHECK(child.wait() == -1);
}

TEST_ROLE(tell_whether_ignored) {
    return is_ignored(SIGINT) ? 1 : 0;
}

TEST_ROLE(ignore_control_c) {
    as_from_a_terminal();
    SetConsoleCtrlHandler(note_event, TRUE);
    SetConsoleCtrlHandler(nullptr, TRUE);
    ::raise(SIGINT);
    if (!is_told(CTRL_BREAK_EVENT, [] { ::raise(SIGQUIT); })) return 1;
    if (own_group("tell_whether_ignored").exit_code() != 1) return 2;
    SetConsoleCtrlHandler(nullptr, FALSE);
    if (own_group("tell_whether_ignored").exit_code() != 0) return 3;
    if (!is_told(CTRL_C_EVENT, [] { ::raise(SIGINT); })) return 4;
    SetConsoleCtrlHandler(note_event, FALSE);
    return is_ignored(SIGINT) ? 5 : 0;
}

TEST_CASE("Ctrl-C can be ignored, by started processes as well") {
    CHECK(child_process("ignore_control_c").wait() == 0);
}

TEST_ROLE(stay_ignored) {
    as_from_a_terminal();
    ::signal(SIGHUP, SIG_IGN);
    SetConsoleCtrlHandler(say_second, TRUE);
    ::raise(SIGHUP);
    test::say("ready");
    test::hear();
    return is_ignored(SIGHUP) ? 0 : 1;
}

TEST_CASE("a signal that is ignored comes to no handler") {
    child_process child("stay_ignored");
    CHECK(child.hear() == "ready");
    CHECK(child.wait() == 0);
}

TEST_ROLE(end_by_event) {
    as_from_a_terminal();  // but for the session: who leads a group stays in it
    SetConsoleCtrlHandler(refuse, TRUE);
    test::say("ready");
    for (;;) ::pause();
}

TEST_ROLE(start_group) {
    as_from_a_terminal();
    const own_group child("end_by_event");
    test::say(std::to_string(child.id));
    if (test::hear() != "go on") return 1;
    if (!GenerateConsoleCtrlEvent(CTRL_BREAK_EVENT, child.id)) return 2;
    return child.exit_code() == control_c_exit ? 0 : 3;
}

TEST_CASE("an event for a group ends the processes of it that have no handler for it") {
    child_process child("start_group");
    const auto first = child.hear();
    const auto second = child.hear();
    CHECK((first == "ready" || second == "ready"));
    child.say("go on");
    CHECK(child.wait() == 0);
}

TEST_ROLE(fork_with_handler) {
    as_from_a_terminal();
    SetConsoleCtrlHandler(say_first, TRUE);
    const pid_t child = ::fork();
    if (child == 0) {
        test::say("ready");
        test::hear();
        ::_exit(0);
    }
    test::say(std::to_string(child));
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}

TEST_CASE("a forked child has the handlers as well") {
    if (test::fork_amid_threads_may_hang || test::has_thread_sanitizer)
        SKIP_BECAUSE("the sanitizer does not bear a fork amid threads, or threads after one");
    child_process child("fork_with_handler");
    auto id = child.hear();
    const auto other = child.hear();
    if (id == "ready") id = other;
    ::kill(static_cast<pid_t>(std::stol(id)), SIGINT);
    CHECK(child.hear() == "first 0");
    CHECK(child.wait() == 0);
}
