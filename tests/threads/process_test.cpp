// Processes: started with what they are given, waited for, asked for their ends.
// SPDX-License-Identifier: MIT
#include <windows.h>

#include <shellapi.h>

#include "conformance/waits.hpp"
#include "support/child_process.hpp"
#include "support/doctest.hpp"
#include "support/role.hpp"
#include "support/unique_name.hpp"
#include "support/wine.hpp"

#include <cstdlib>
#include <cstring>
#include <string>
#include <thread>
#include <vector>

using test::handle, test::ask, test::untouched, test::wait, test::wait_any, test::wait_all,
    test::values, test::long_time;

namespace {

std::string own_program() {
    char path[MAX_PATH];
    const DWORD length = GetModuleFileNameA(nullptr, path, sizeof path);
    return std::string(path, length);
}

struct started {
    handle process;
    handle thread;
    DWORD id = 0;
};

struct how {
    BOOL inherit = FALSE;
    DWORD flags = 0;
    void* environment = nullptr;
    const char* folder = nullptr;
};

started start_line(std::string line, const how& given = {}) {
    STARTUPINFOA start{};
    start.cb = sizeof start;
    PROCESS_INFORMATION made{};
    if (!CreateProcessA(nullptr, line.data(), nullptr, nullptr, given.inherit, given.flags,
                        given.environment, given.folder, &start, &made))
        return {};
    return {handle(made.hProcess), handle(made.hThread), made.dwProcessId};
}

started start(const std::string& role_and_words, const how& given = {}) {
    return start_line('"' + own_program() + "\" --role " + role_and_words, given);
}

std::string text_of(const handle& value) {
    return std::to_string(reinterpret_cast<ULONG_PTR>(value.get()));
}
HANDLE handle_of(const std::string& text) {
    return reinterpret_cast<HANDLE>(static_cast<ULONG_PTR>(std::stoull(text)));
}

DWORD exit_code(const handle& process) {
    DWORD code = 0;
    REQUIRE(GetExitCodeProcess(process.get(), &code));
    return code;
}

/// The end of a process that is about to end.
DWORD end_of(const started& child) {
    REQUIRE(child.process);
    REQUIRE(wait(child.process, long_time) == WAIT_OBJECT_0);
    return exit_code(child.process);
}

handle inheritable_event() {
    SECURITY_ATTRIBUTES attributes{sizeof attributes, nullptr, TRUE};
    return handle(CreateEventW(&attributes, TRUE, FALSE, nullptr));
}

/// The error of starting a program.
DWORD starting(const char* application, const char* line, const char* folder = nullptr,
               DWORD flags = 0) {
    STARTUPINFOA start{};
    start.cb = sizeof start;
    PROCESS_INFORMATION made{};
    std::string words = line != nullptr ? line : "";
    const auto done = ask([&] {
        return CreateProcessA(application, line != nullptr ? words.data() : nullptr, nullptr,
                              nullptr, FALSE, flags, nullptr, folder, &start, &made);
    });
    return done.value ? untouched : done.error;
}

}  // namespace

TEST_ROLE(end_with) {
    return std::stoi(given.at(0));
}

TEST_ROLE(wait_then_end) {
    WaitForSingleObject(handle_of(given.at(0)), INFINITE);
    return 3;
}

// The number of its words that are as expected.
TEST_ROLE(check_words) {
    const std::vector<std::string> expected{"plain", "with blank", "a\"b",  "c\\d",
                                            "e\\",   "",           "f\\\"g"};
    int right = 0;
    for (std::size_t i = 0; i < given.size() && i < expected.size(); ++i)
        right += given[i] == expected[i];
    return given.size() == expected.size() ? right : 100;
}

TEST_ROLE(environment) {
    const char* const value = std::getenv("MAPVIEW_TEST_VALUE");
    return value != nullptr && std::strcmp(value, "seven") == 0 && !std::getenv("PATH") ? 7 : 8;
}

TEST_ROLE(exit_process) {
    ExitProcess(11);
}

TEST_ROLE(set_event) {
    return SetEvent(handle_of(given.at(0))) ? 0 : 1;
}

TEST_CASE("CreateProcess starts a program, whose handle is signaled at its end") {
    const auto child = start("end_with 42");
    CHECK(child.id != 0);
    CHECK(GetProcessId(child.process.get()) == child.id);
    CHECK(end_of(child) == 42);
    CHECK(wait(child.process) == WAIT_OBJECT_0);
    CHECK(wait(child.thread, long_time) == WAIT_OBJECT_0);
    DWORD code = 0;
    CHECK(GetExitCodeThread(child.thread.get(), &code));
    CHECK(code == 42);
}

TEST_CASE("a process that runs is STILL_ACTIVE") {
    const auto go = inheritable_event();
    const auto child = start("wait_then_end " + text_of(go), {.inherit = TRUE});
    REQUIRE(child.process);
    CHECK(wait(child.process) == WAIT_TIMEOUT);
    CHECK(wait(child.process, 10) == WAIT_TIMEOUT);
    CHECK(exit_code(child.process) == STILL_ACTIVE);
    SetEvent(go.get());
    CHECK(end_of(child) == 3);
}

TEST_CASE("the words of a command line reach the program as it is taken apart on Windows") {
    CHECK(end_of(start(R"(check_words plain "with blank" a\"b c\d e\ "" f\\\"g)")) == 7);
}

TEST_CASE("a program gets the environment it is given, and nothing else") {
    char block[] = "MAPVIEW_TEST_VALUE=seven\0";
    CHECK(end_of(start("environment", {.environment = block})) == 7);
}

TEST_CASE("ExitProcess ends a program with its code") {
    CHECK(end_of(start("exit_process")) == 11);
}

TEST_CASE("an inherited handle works in a child by its value, one that is not inherited does not") {
    const auto event = inheritable_event();
    CHECK(end_of(start("set_event " + text_of(event), {.inherit = TRUE})) == 0);
    CHECK(wait(event) == WAIT_OBJECT_0);
    ResetEvent(event.get());
    CHECK(end_of(start("set_event " + text_of(event))) == 1);
    CHECK(wait(event) == WAIT_TIMEOUT);
}

TEST_CASE("a process that is terminated has the exit code it was given") {
    const auto never = inheritable_event();
    const auto child = start("wait_then_end " + text_of(never), {.inherit = TRUE});
    REQUIRE(TerminateProcess(child.process.get(), 99));
    CHECK(end_of(child) == 99);
    const auto again = ask([&] { return TerminateProcess(child.process.get(), 1); });
    // Microsoft's page says so; Wine returns TRUE.
    CHECK(test::differs_on_wine("TerminateProcess once it has ended",
                                !again.value && again.error == ERROR_ACCESS_DENIED));
}

TEST_CASE("processes and events are waited on together") {
    const auto go = inheritable_event();
    const auto other = test::auto_event();
    const auto child = start("wait_then_end " + text_of(go), {.inherit = TRUE});
    const auto both = values({&other, &child.process});
    CHECK(wait_any(both) == WAIT_TIMEOUT);
    CHECK(wait_any(both, 10) == WAIT_TIMEOUT);
    SetEvent(other.get());
    CHECK(wait_any(both, long_time) == WAIT_OBJECT_0);
    CHECK(wait_all(both, 10) == WAIT_TIMEOUT);
    SetEvent(go.get());
    CHECK(wait_any(both, long_time) == WAIT_OBJECT_0 + 1);
    CHECK(wait_all(both, 10) == WAIT_TIMEOUT);
    SetEvent(other.get());
    CHECK(wait_any(both, long_time) == WAIT_OBJECT_0);  // the lower index
    SetEvent(other.get());
    CHECK(wait_all(both, long_time) == WAIT_OBJECT_0);
    CHECK_FALSE(test::take(other));
}

TEST_CASE("an event that comes while a wait also watches a process ends it") {
    const auto go = inheritable_event();
    const auto stop = test::manual_event();
    const auto child = start("wait_then_end " + text_of(go), {.inherit = TRUE});
    std::thread later([&] {
        Sleep(40);
        SetEvent(stop.get());
    });
    CHECK(wait_any(values({&child.process, &stop}), long_time) == WAIT_OBJECT_0 + 1);
    later.join();
    SetEvent(go.get());
    CHECK(end_of(child) == 3);
}

TEST_CASE("a process and 63 events are waited on together") {
    const auto go = inheritable_event();
    const auto child = start("wait_then_end " + text_of(go), {.inherit = TRUE});
    std::vector<handle> events;
    for (int i = 0; i < 63; ++i)
        events.push_back(i % 2 == 0 ? test::manual_event() : test::auto_event());
    std::vector<HANDLE> all{child.process.get()};
    for (const auto& event : events) all.push_back(event.get());
    CHECK(wait_any(all, 10) == WAIT_TIMEOUT);
    for (const unsigned index : {1U, 2U, 32U, 63U}) {
        std::thread later([&] {
            Sleep(10);
            SetEvent(all[index]);
        });
        CHECK(wait_any(all, long_time) == WAIT_OBJECT_0 + index);
        later.join();
        ResetEvent(all[index]);
    }
    std::thread later([&] {
        Sleep(10);
        SetEvent(go.get());
    });
    CHECK(wait_any(all, long_time) == WAIT_OBJECT_0);
    later.join();
}

TEST_CASE("63 handles of processes and an event are waited on together") {
    const auto go = inheritable_event();
    const auto first = start("wait_then_end " + text_of(go), {.inherit = TRUE});
    const auto never = inheritable_event();
    const auto other = start("wait_then_end " + text_of(never), {.inherit = TRUE});
    const auto event = test::auto_event();
    std::vector<handle> handles;
    for (int i = 0; i < 63; ++i)
        handles.emplace_back(OpenProcess(SYNCHRONIZE, FALSE, i == 40 ? first.id : other.id));
    std::vector<HANDLE> all{event.get()};
    for (const auto& process : handles) all.push_back(process.get());
    CHECK(wait_any(all, 10) == WAIT_TIMEOUT);
    std::thread later([&] {
        Sleep(10);
        SetEvent(event.get());
        Sleep(10);
        SetEvent(go.get());
    });
    CHECK(wait_any(all, long_time) == WAIT_OBJECT_0);
    CHECK(wait_any(all, long_time) == WAIT_OBJECT_0 + 41);
    later.join();
    CHECK(TerminateProcess(other.process.get(), 1));
    CHECK(wait(other.process, long_time) == WAIT_OBJECT_0);
    CHECK(wait_any(all, long_time) == WAIT_OBJECT_0 + 1);
    SetEvent(event.get());
    CHECK(wait_any(all, long_time) == WAIT_OBJECT_0);
}

TEST_CASE("a process, a thread, a mutex and a semaphore are waited on together") {
    const auto go = inheritable_event();
    const auto child = start("wait_then_end " + text_of(go), {.inherit = TRUE});
    const auto stop = test::manual_event();
    const handle thread(CreateThread(
        nullptr, 0, [](void* event) -> DWORD { return WaitForSingleObject(event, long_time); },
        stop.get(), 0, nullptr));
    const auto mutex = test::mutex();
    const auto count = test::semaphore(0, 1);
    const auto seen = test::auto_event();
    const auto owned = test::auto_event();
    std::thread owner([&] {
        CHECK(test::take(mutex));
        SetEvent(owned.get());
        Sleep(10);
        SetEvent(stop.get());
        CHECK(wait(seen, long_time) == WAIT_OBJECT_0);
        Sleep(10);
        CHECK(ReleaseSemaphore(count.get(), 1, nullptr));
        CHECK(wait(seen, long_time) == WAIT_OBJECT_0);
        Sleep(10);
        CHECK(ReleaseMutex(mutex.get()));
        CHECK(wait(seen, long_time) == WAIT_OBJECT_0);
        Sleep(10);
        SetEvent(go.get());
    });
    CHECK(wait(owned, long_time) == WAIT_OBJECT_0);
    CHECK(wait_any(values({&mutex, &count, &child.process, &thread}), long_time) ==
          WAIT_OBJECT_0 + 3);
    const auto others = values({&mutex, &count, &child.process});
    for (const unsigned index : {1U, 0U}) {
        SetEvent(seen.get());
        CHECK(wait_any(others, long_time) == WAIT_OBJECT_0 + index);
    }
    CHECK(ReleaseMutex(mutex.get()));
    SetEvent(seen.get());
    CHECK(wait_any(values({&count, &child.process}), long_time) == WAIT_OBJECT_0 + 1);
    owner.join();
}

TEST_CASE("a mutex whose owner ends while a wait also watches a process is abandoned") {
    const auto never = inheritable_event();
    const auto child = start("wait_then_end " + text_of(never), {.inherit = TRUE});
    const auto mutex = test::mutex();
    const auto owned = test::auto_event();
    std::thread owner([&] {
        CHECK(test::take(mutex));
        SetEvent(owned.get());
        Sleep(20);
    });
    CHECK(wait(owned, long_time) == WAIT_OBJECT_0);
    CHECK(wait_any(values({&child.process, &mutex}), long_time) == WAIT_ABANDONED_0 + 1);
    owner.join();
    CHECK(ReleaseMutex(mutex.get()));
    CHECK(TerminateProcess(child.process.get(), 1));
    CHECK(wait(child.process, long_time) == WAIT_OBJECT_0);
}

TEST_CASE("several processes are waited on at once") {
    const auto go = inheritable_event();
    const auto first = start("wait_then_end " + text_of(go), {.inherit = TRUE});
    const auto second = start("end_with 1");
    const auto both = values({&first.process, &second.process});
    CHECK(wait_any(both, long_time) == WAIT_OBJECT_0 + 1);
    CHECK(wait_all(both, 10) == WAIT_TIMEOUT);
    SetEvent(go.get());
    CHECK(wait_all(both, long_time) == WAIT_OBJECT_0);
}

TEST_CASE("OpenProcess finds a process by its number, and grants what was asked for") {
    const auto go = inheritable_event();
    const auto child = start("wait_then_end " + text_of(go), {.inherit = TRUE});
    const handle other(OpenProcess(SYNCHRONIZE, FALSE, child.id));
    REQUIRE(other);
    CHECK(wait(other) == WAIT_TIMEOUT);
    DWORD code = 0;
    const auto asked = ask([&] { return GetExitCodeProcess(other.get(), &code); });
    CHECK(asked.value == FALSE);
    CHECK(asked.error == ERROR_ACCESS_DENIED);
    const auto ended = ask([&] { return TerminateProcess(other.get(), 1); });
    CHECK(ended.value == FALSE);
    CHECK(ended.error == ERROR_ACCESS_DENIED);
    const handle query(OpenProcess(PROCESS_QUERY_LIMITED_INFORMATION, FALSE, child.id));
    CHECK(exit_code(query) == STILL_ACTIVE);
    const auto waited = ask([&] { return wait(query); });
    CHECK(waited.value == WAIT_FAILED);
    CHECK(waited.error == ERROR_ACCESS_DENIED);
    SetEvent(go.get());
    CHECK(wait(other, long_time) == WAIT_OBJECT_0);
    CHECK(exit_code(query) == 3);
}

TEST_CASE("there is no process with the number 0") {
    const auto opened = ask([&] { return OpenProcess(PROCESS_ALL_ACCESS, FALSE, 0); });
    CHECK(opened.value == nullptr);
    CHECK(opened.error == ERROR_INVALID_PARAMETER);
}

TEST_CASE("the calling process has a handle that needs no closing, and becomes a real one") {
    DWORD code = 0;
    CHECK(GetExitCodeProcess(GetCurrentProcess(), &code));
    CHECK(code == STILL_ACTIVE);
    CHECK(GetProcessId(GetCurrentProcess()) == GetCurrentProcessId());
    HANDLE made = nullptr;
    REQUIRE(DuplicateHandle(GetCurrentProcess(), GetCurrentProcess(), GetCurrentProcess(), &made, 0,
                            FALSE, DUPLICATE_SAME_ACCESS));
    const handle real(made);
    CHECK(GetProcessId(real.get()) == GetCurrentProcessId());
    CHECK(wait(real) == WAIT_TIMEOUT);
}

TEST_CASE("what is no process has no number and no exit code") {
    const auto event = test::manual_event();
    DWORD code = 0;
    for (const HANDLE wrong : {event.get(), static_cast<HANDLE>(nullptr)}) {
        const auto asked = ask([&] { return GetExitCodeProcess(wrong, &code); });
        CHECK(asked.value == FALSE);
        CHECK(asked.error == ERROR_INVALID_HANDLE);
        const auto number = ask([&] { return GetProcessId(wrong); });
        CHECK(number.value == 0);
        CHECK(number.error == ERROR_INVALID_HANDLE);
        const auto ended = ask([&] { return TerminateProcess(wrong, 1); });
        CHECK(ended.value == FALSE);
        CHECK(ended.error == ERROR_INVALID_HANDLE);
    }
}

TEST_CASE("what is not there, no program or a folder is not started") {
    const auto name = test::unique_name();
    CHECK(starting(nullptr, name.c_str()) == ERROR_FILE_NOT_FOUND);
    CHECK(starting(name.c_str(), nullptr) == ERROR_FILE_NOT_FOUND);
    // ReactOS' code, which Windows' answers were taken from; Wine: ERROR_FILE_NOT_FOUND.
    CHECK(test::differs_on_wine("a command line whose folder is not there",
                                starting(nullptr, (name + "\\" + name).c_str()) ==
                                    ERROR_PATH_NOT_FOUND));
    CHECK(starting((name + "\\" + name).c_str(), nullptr) == ERROR_PATH_NOT_FOUND);
    CHECK(test::differs_on_wine("a folder is not started: 6 instead of 5",
                                starting("..", nullptr) == ERROR_ACCESS_DENIED));

    const auto file = name + ".txt";
    handle text(CreateFileA(file.c_str(), GENERIC_WRITE, 0, nullptr, CREATE_NEW,
                            FILE_ATTRIBUTE_NORMAL, nullptr));
    REQUIRE(text);
    DWORD written = 0;
    REQUIRE(WriteFile(text.get(), "no program", 10, &written, nullptr));
    text.close();
    CHECK(starting(file.c_str(), nullptr) == ERROR_BAD_EXE_FORMAT);
    CHECK(DeleteFileA(file.c_str()));
}

TEST_CASE("a program does not begin in a folder that is not there") {
    const auto name = test::unique_name();
    CHECK(starting(own_program().c_str(), nullptr, name.c_str()) == ERROR_DIRECTORY);
}

TEST_CASE("a child's standard output is where it is told") {
    const auto name = test::unique_name() + ".out";
    SECURITY_ATTRIBUTES attributes{sizeof attributes, nullptr, TRUE};
    handle output(CreateFileA(name.c_str(), GENERIC_READ | GENERIC_WRITE, 0, &attributes,
                              CREATE_NEW, FILE_ATTRIBUTE_NORMAL, nullptr));
    REQUIRE(output);
    STARTUPINFOA start{};
    start.cb = sizeof start;
    start.dwFlags = STARTF_USESTDHANDLES;
    start.hStdInput = GetStdHandle(STD_INPUT_HANDLE);
    start.hStdOutput = output.get();
    start.hStdError = GetStdHandle(STD_ERROR_HANDLE);
    PROCESS_INFORMATION made{};
    auto line = '"' + own_program() + "\" --role say_hello";
    REQUIRE(CreateProcessA(nullptr, line.data(), nullptr, nullptr, TRUE, 0, nullptr, nullptr,
                           &start, &made));
    const handle process(made.hProcess);
    const handle thread(made.hThread);
    CHECK(wait(process, long_time) == WAIT_OBJECT_0);
    char text[32]{};
    DWORD read = 0;
    SetFilePointer(output.get(), 0, nullptr, FILE_BEGIN);
    REQUIRE(ReadFile(output.get(), text, 5, &read, nullptr));
    CHECK(std::string(text, read) == "hello");
    output.close();
    CHECK(DeleteFileA(name.c_str()));
}

TEST_ROLE(say_hello) {
    test::say("hello");
    return 0;
}

TEST_CASE("the W function does the same") {
    wchar_t path[MAX_PATH];
    REQUIRE(GetModuleFileNameW(nullptr, path, MAX_PATH) > 0);
    wchar_t line[] = L"program --role end_with 5";
    STARTUPINFOW start{};
    start.cb = sizeof start;
    PROCESS_INFORMATION made{};
    REQUIRE(
        CreateProcessW(path, line, nullptr, nullptr, FALSE, 0, nullptr, nullptr, &start, &made));
    const started child{handle(made.hProcess), handle(made.hThread), made.dwProcessId};
    CHECK(end_of(child) == 5);
}

TEST_CASE("a path that does not fit is cut, and ERROR_INSUFFICIENT_BUFFER says so") {
    char small[4] = "xxx";
    const auto asked = ask([&] { return GetModuleFileNameA(nullptr, small, sizeof small); });
    CHECK(asked.value == sizeof small);
    CHECK(asked.error == ERROR_INSUFFICIENT_BUFFER);
    CHECK(test::differs_on_wine("a path that is cut ends in no zero, as before Vista",
                                small[3] == '\0'));
}

TEST_CASE("the command line names the program first") {
    const std::string line = GetCommandLineA();
    CHECK(line.find("mapview_threads_test") != std::string::npos);
    CHECK(std::wstring(GetCommandLineW()).find(L"mapview_threads_test") != std::wstring::npos);
}

#ifdef __linux__

TEST_CASE("on Linux a process is not begun suspended") {
    const auto program = own_program();
    CHECK(starting(program.c_str(), nullptr, nullptr, CREATE_SUSPENDED) == ERROR_NOT_SUPPORTED);
}

TEST_CASE("on Linux an exit code has 8 bits, and a signal's tells which it was") {
    CHECK(end_of(start("end_with 300")) == 300 % 256);
    CHECK(end_of(start_line("sh -c \"kill -TERM $$\"")) == 128 + 15);
    CHECK(end_of(start_line("sh -c \"kill -SEGV $$\"")) == 0xC0000005);
}

TEST_CASE("on Linux who is no parent is told a process's exit code as well") {
    const auto go = inheritable_event();
    const auto child = start("wait_then_end " + text_of(go), {.inherit = TRUE});
    const handle other(OpenProcess(PROCESS_ALL_ACCESS, FALSE, child.id));
    SetEvent(go.get());
    CHECK(end_of(child) == 3);
    CHECK(exit_code(other) == 3);
}

TEST_CASE("on Linux a program that is not found with .exe is looked for without") {
    CHECK(end_of(start_line("sh.exe -c \"exit 6\"")) == 6);
}

#endif

TEST_CASE("a process has a class, which an unknown one does not replace") {
    const HANDLE self = GetCurrentProcess();
    const DWORD before = GetPriorityClass(self);  // as whoever started it wanted
    CHECK(before != 0);
    const auto unknown = ask([&] { return SetPriorityClass(self, 0x12345); });
    CHECK_FALSE(unknown.value);
    CHECK(unknown.error == ERROR_INVALID_PARAMETER);
    CHECK(GetPriorityClass(self) == before);
    const auto none = ask([] { return GetPriorityClass(nullptr); });
    CHECK(none.value == 0);
    CHECK(none.error == ERROR_INVALID_HANDLE);
}

TEST_ROLE(gives_way) {
    if (!SetPriorityClass(GetCurrentProcess(), BELOW_NORMAL_PRIORITY_CLASS)) return 1;
    if (GetPriorityClass(GetCurrentProcess()) != BELOW_NORMAL_PRIORITY_CLASS) return 2;
    if (!SetPriorityClass(GetCurrentProcess(), IDLE_PRIORITY_CLASS)) return 3;
    return GetPriorityClass(GetCurrentProcess()) == IDLE_PRIORITY_CLASS ? 0 : 4;
}

TEST_CASE("a process can be made to give way") {
    test::child_process child("gives_way");
    CHECK(child.wait() == 0);
}

TEST_ROLE(set_named_event) {
    const handle event(OpenEventA(EVENT_MODIFY_STATE, FALSE, given.at(0).c_str()));
    return SetEvent(event.get()) ? 0 : 1;
}

TEST_CASE("ShellExecute starts a program with its words") {
    const std::string name = test::unique_name();
    const handle event(CreateEventA(nullptr, TRUE, FALSE, name.c_str()));
    const std::string words = "--role set_named_event " + name;
    for (const char* const operation : {static_cast<const char*>(nullptr), "open"}) {
        ResetEvent(event.get());
        const auto done = ShellExecuteA(nullptr, operation, own_program().c_str(), words.c_str(),
                                        nullptr, SW_HIDE);
        CHECK(reinterpret_cast<INT_PTR>(done) > 32);
        CHECK(wait(event, long_time) == WAIT_OBJECT_0);
    }
}

TEST_CASE("ShellExecute of a file that is not there") {
    CHECK(reinterpret_cast<INT_PTR>(ShellExecuteW(nullptr, L"open", L"no such program.exe", nullptr,
                                                  nullptr, SW_SHOWNORMAL)) == SE_ERR_FNF);
}

TEST_CASE("a console program is never idle for input") {
    const auto child = start("wait_then_end");
    CHECK(WaitForInputIdle(child.process.get(), 1000) == WAIT_FAILED);
    TerminateProcess(child.process.get(), 0);
}
