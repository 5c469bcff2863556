// SPDX-License-Identifier: MIT
#include "support/child_process.hpp"

#include <windows.h>

#include <stdexcept>
#include <utility>

namespace test {
namespace {

[[noreturn]] void fail(const std::string& what) {
    throw std::runtime_error(what + ", error " + std::to_string(GetLastError()));
}

void close_handle(HANDLE& handle) {
    if (handle) CloseHandle(std::exchange(handle, nullptr));
}

}  // namespace

struct child_process::process {
    std::string role;
    HANDLE handle = nullptr;
    DWORD id = 0;
    HANDLE to = nullptr;
    HANDLE from = nullptr;
    std::string heard;

    ~process() {
        close_handle(to);
        close_handle(from);
        if (handle) TerminateProcess(handle, 1);
        reap();
    }

    int reap() {
        if (!handle) return -1;
        WaitForSingleObject(handle, INFINITE);
        DWORD code = 0;
        GetExitCodeProcess(handle, &code);
        close_handle(handle);
        return static_cast<int>(code);
    }
};

child_process::child_process(const std::string& role, const std::vector<std::string>& arguments)
    : process_(std::make_unique<process>()) {
    process_->role = role;

    SECURITY_ATTRIBUTES inherited{sizeof(SECURITY_ATTRIBUTES), nullptr, TRUE};
    HANDLE input = nullptr;
    HANDLE output = nullptr;
    if (!CreatePipe(&input, &process_->to, &inherited, 0)) fail("CreatePipe");
    if (!CreatePipe(&process_->from, &output, &inherited, 0)) fail("CreatePipe");
    SetHandleInformation(process_->to, HANDLE_FLAG_INHERIT, 0);
    SetHandleInformation(process_->from, HANDLE_FLAG_INHERIT, 0);

    char program[MAX_PATH];
    GetModuleFileNameA(nullptr, program, sizeof program);
    auto command = '"' + std::string(program) + "\" --role " + role;
    for (const auto& argument : arguments) command += " \"" + argument + '"';

    STARTUPINFOA start{};
    start.cb = sizeof start;
    start.dwFlags = STARTF_USESTDHANDLES;
    start.hStdInput = input;
    start.hStdOutput = output;
    start.hStdError = GetStdHandle(STD_ERROR_HANDLE);
    PROCESS_INFORMATION made{};
    const auto started = CreateProcessA(program, command.data(), nullptr, nullptr, TRUE, 0, nullptr,
                                        nullptr, &start, &made);
    CloseHandle(input);
    CloseHandle(output);
    if (!started) fail("CreateProcess");
    CloseHandle(made.hThread);
    process_->handle = made.hProcess;
    process_->id = made.dwProcessId;
}

child_process::child_process(child_process&&) noexcept = default;
child_process& child_process::operator=(child_process&&) noexcept = default;
child_process::~child_process() = default;

void child_process::say(std::string_view line) {
    auto text = std::string(line) + '\n';
    DWORD sent = 0;
    if (!WriteFile(process_->to, text.data(), static_cast<DWORD>(text.size()), &sent, nullptr))
        fail("the child '" + process_->role + "' does not listen");
}

std::string child_process::hear() {
    auto& heard = process_->heard;
    const auto end = std::chrono::steady_clock::now() + patience;
    for (;;) {
        if (const auto stop = heard.find('\n'); stop != std::string::npos) {
            auto line = heard.substr(0, stop);
            heard.erase(0, stop + 1);
            if (!line.empty() && line.back() == '\r') line.pop_back();
            return line;
        }
        DWORD there = 0;
        if (!PeekNamedPipe(process_->from, nullptr, 0, nullptr, &there, nullptr))
            fail("the child '" + process_->role + "' ended without an answer");
        if (there == 0) {
            if (std::chrono::steady_clock::now() > end)
                fail("the child '" + process_->role + "' says nothing");
            Sleep(1);
            continue;
        }
        char bytes[512];
        DWORD got = 0;
        if (!ReadFile(process_->from, bytes, sizeof bytes, &got, nullptr) || got == 0)
            fail("the child '" + process_->role + "' ended without an answer");
        heard.append(bytes, got);
    }
}

void child_process::kill() {
    TerminateProcess(process_->handle, 1);
    process_->reap();
}

int child_process::wait() {
    close_handle(process_->to);
    return process_->reap();
}

long child_process::id() const noexcept {
    return static_cast<long>(process_->id);
}

}  // namespace test
