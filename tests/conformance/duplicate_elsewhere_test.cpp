// DuplicateHandle into another process (semantics 1.10).
// SPDX-License-Identifier: MIT
#include <windows.h>

#include "calls.hpp"
#include "files.hpp"
#include "support/child_process.hpp"
#include "support/doctest.hpp"
#include "support/role.hpp"
#include "support/unique_name.hpp"

#include <sstream>
#include <string>
#include <vector>

using test::handle, test::mapped, test::page, test::untouched, test::create, test::map_raw,
    test::map, test::ask, test::opening, test::unique_wide_name;

namespace {

DWORD duplicating(HANDLE from, HANDLE source, HANDLE to, HANDLE* target, DWORD access,
                  DWORD options) {
    const auto done =
        ask([&] { return DuplicateHandle(from, source, to, target, access, FALSE, options); });
    return done.value ? untouched : done.error;
}

DWORD duplicating(HANDLE source, HANDLE process, HANDLE* target, DWORD access, DWORD options) {
    return duplicating(GetCurrentProcess(), source, process, target, access, options);
}

handle process_of(const test::child_process& child, DWORD access = PROCESS_DUP_HANDLE) {
    return handle(OpenProcess(access, FALSE, static_cast<DWORD>(child.id())));
}

std::string text_of(HANDLE value) {
    return std::to_string(reinterpret_cast<ULONG_PTR>(value));
}

std::string narrow(const std::wstring& text) {
    std::string ascii;
    for (const auto character : text) ascii.push_back(static_cast<char>(character));
    return ascii;
}

HANDLE value_of(const std::string& text) {
    return reinterpret_cast<HANDLE>(static_cast<ULONG_PTR>(std::stoull(text)));
}

/// A handle of this process, for the child.
handle give(const test::child_process& child, HANDLE source, HANDLE& theirs, DWORD access = 0,
            DWORD options = DUPLICATE_SAME_ACCESS) {
    auto process = process_of(child);
    REQUIRE(process);
    REQUIRE(duplicating(source, process.get(), &theirs, access, options) == untouched);
    return process;
}

std::string asked(test::child_process& child, const std::string& command) {
    child.say(command);
    return child.hear();
}

}  // namespace

// Does what it is told with handles, in lines: "close 44", answered by "done" or an error.
TEST_ROLE(servant) {
    test::say("here");
    std::vector<handle> kept;
    for (std::string line = test::hear(); !line.empty(); line = test::hear()) {
        std::istringstream words(line);
        std::string command;
        std::string text;
        words >> command >> text;
        const auto done = [&](BOOL value) {
            test::say(value ? "done" : "error " + std::to_string(GetLastError()));
        };
        if (command == "make") {  // a section, of 55
            kept.push_back(create(PAGE_READWRITE, page));
            map(kept.back(), FILE_MAP_WRITE)[0] = 55;
            test::say(text_of(kept.back().get()));
        } else if (command == "event") {
            kept.emplace_back(CreateEventW(nullptr, TRUE, FALSE, nullptr));
            test::say(text_of(kept.back().get()));
        } else if (command == "read") {
            const mapped view(map_raw(value_of(text), FILE_MAP_READ));
            test::say(view ? std::to_string(view[0]) : "error " + std::to_string(GetLastError()));
        } else if (command == "write") {
            const mapped view(map_raw(value_of(text), FILE_MAP_WRITE));
            if (view) view[0] = 99;
            done(bool(view));
        } else if (command == "close") done(CloseHandle(value_of(text)));
        else if (command == "set") done(SetEvent(value_of(text)));
        else if (command == "release") done(ReleaseMutex(value_of(text)));
        else if (command == "post") done(ReleaseSemaphore(value_of(text), 1, nullptr));
        else if (command == "wait")
            test::say(std::to_string(WaitForSingleObject(value_of(text), 0)));
        else if (command == "sleep")
            test::say(std::to_string(WaitForSingleObject(value_of(text), INFINITE)));
        else if (command == "id") test::say(std::to_string(GetProcessId(value_of(text))));
        else if (command == "flags") {
            DWORD flags = 0;
            const BOOL known = GetHandleInformation(value_of(text), &flags);
            test::say(known ? std::to_string(flags) : "error " + std::to_string(GetLastError()));
        } else if (command == "byte") {
            char byte = 0;
            DWORD count = 0;
            const BOOL read = ReadFile(value_of(text), &byte, 1, &count, nullptr);
            test::say(read ? std::string(count, byte) : "error " + std::to_string(GetLastError()));
        }
    }
    return 0;
}

// Maps the handles whose values it is told: "<to read> <to write>", as error numbers.
TEST_ROLE(receiver) {
    test::say("here");
    const auto value = reinterpret_cast<HANDLE>(static_cast<ULONG_PTR>(std::stoull(test::hear())));
    const auto read = ask([&] { return map_raw(value, FILE_MAP_READ); });
    const mapped reading(read.value);
    const auto write = ask([&] { return map_raw(value, FILE_MAP_WRITE); });
    const mapped writing(write.value);
    test::say((reading ? std::to_string(reading[0]) : "error " + std::to_string(read.error)) +
              (writing ? " writes" : " error " + std::to_string(write.error)));
    test::hear();
    return 0;
}

TEST_CASE("M30 M31 a handle duplicated into another process has the rights it was given") {
    const auto section = create(PAGE_READWRITE, page);
    map(section, FILE_MAP_WRITE)[0] = 77;
    test::child_process child("receiver");
    REQUIRE(child.hear() == "here");
    HANDLE theirs = nullptr;
    REQUIRE(duplicating(section.get(), process_of(child).get(), &theirs, FILE_MAP_READ, 0) ==
            untouched);
    child.say(text_of(theirs));
    CHECK(child.hear() == "77 error 5");
    CHECK(child.wait() == 0);
}

TEST_CASE("M32 nothing is duplicated into a process that has ended") {
    const auto section = create(PAGE_READWRITE, page);
    test::child_process child("receiver");
    REQUIRE(child.hear() == "here");
    const auto process = process_of(child);
    REQUIRE(process);
    child.kill();
    HANDLE theirs = nullptr;
    CHECK(duplicating(section.get(), process.get(), &theirs, 0, DUPLICATE_SAME_ACCESS) ==
          ERROR_ACCESS_DENIED);
}

TEST_CASE("M30 a duplicate in another process is a handle to the same section, and no other's") {
    const auto section = create(PAGE_READWRITE, page);
    map(section, FILE_MAP_WRITE)[0] = 21;
    test::child_process child("servant");
    REQUIRE(child.hear() == "here");
    HANDLE theirs = nullptr;
    give(child, section.get(), theirs);
    CHECK((reinterpret_cast<ULONG_PTR>(theirs) & 3) == 0);
    CHECK(reinterpret_cast<ULONG_PTR>(theirs) < ULONG_PTR{1} << 31);
    CHECK(asked(child, "read " + text_of(theirs)) == "21");
    CHECK(asked(child, "write " + text_of(theirs)) == "done");
    CHECK(map(section, FILE_MAP_READ)[0] == 99);
    CHECK(asked(child, "flags " + text_of(theirs)) == "0");
    CHECK(asked(child, "close " + text_of(theirs)) == "done");
    CHECK(asked(child, "close " + text_of(theirs)) == "error 6");
    CHECK(asked(child, "read " + text_of(theirs)) == "error 6");
    CHECK(map(section, FILE_MAP_READ)[0] == 99);
}

// Is told a handle's value in a section, ends with what the handle shows.
TEST_ROLE(just_started) {
    const auto& name = given.at(0);
    const handle ready(OpenEventA(SYNCHRONIZE, FALSE, (name + "-ready").c_str()));
    const handle told(OpenFileMappingA(FILE_MAP_READ, FALSE, name.c_str()));
    WaitForSingleObject(ready.get(), INFINITE);
    const auto value = map(told, FILE_MAP_READ);
    const mapped view(map_raw(*static_cast<HANDLE*>(value.get()), FILE_MAP_READ));
    return view ? view[0] : 1;
}

TEST_CASE("M30 a process that has only just been started can be given a handle") {
    const auto name = test::unique_name();
    const handle ready(CreateEventA(nullptr, TRUE, FALSE, (name + "-ready").c_str()));
    const handle told(
        CreateFileMappingA(INVALID_HANDLE_VALUE, nullptr, PAGE_READWRITE, 0, page, name.c_str()));
    const auto section = create(PAGE_READWRITE, page);
    map(section, FILE_MAP_WRITE)[0] = 22;
    char self[MAX_PATH + 1];
    REQUIRE(GetModuleFileNameA(nullptr, self, sizeof self) != 0);
    std::string line = '"' + std::string(self) + "\" --role just_started " + name;
    STARTUPINFOA startup{};
    startup.cb = sizeof startup;
    PROCESS_INFORMATION started{};
    REQUIRE(CreateProcessA(nullptr, line.data(), nullptr, nullptr, FALSE, 0, nullptr, nullptr,
                           &startup, &started));
    const handle process(started.hProcess);
    const handle thread(started.hThread);
    HANDLE theirs = nullptr;
    CHECK(duplicating(section.get(), process.get(), &theirs, 0, DUPLICATE_SAME_ACCESS) ==
          untouched);
    *static_cast<HANDLE*>(map(told, FILE_MAP_WRITE).get()) = theirs;
    REQUIRE(SetEvent(ready.get()));
    REQUIRE(WaitForSingleObject(process.get(), INFINITE) == WAIT_OBJECT_0);
    DWORD code = 0;
    CHECK(GetExitCodeProcess(process.get(), &code));
    CHECK(code == 22);
}

TEST_CASE("M30 each of many duplicates in another process has a value of its own") {
    test::child_process child("servant");
    REQUIRE(child.hear() == "here");
    std::vector<handle> sections;
    std::vector<HANDLE> theirs(40);
    for (auto& value : theirs) {
        sections.push_back(create(PAGE_READWRITE, page));
        map(sections.back(), FILE_MAP_WRITE)[0] = static_cast<unsigned char>(sections.size());
        give(child, sections.back().get(), value);
    }
    for (std::size_t i = theirs.size(); i-- > 0;)
        CHECK(asked(child, "read " + text_of(theirs[i])) == std::to_string(i + 1));
}

TEST_CASE("M30 a duplicate in another process is inheritable where that is asked for") {
    const auto section = create(PAGE_READWRITE, page);
    test::child_process child("servant");
    REQUIRE(child.hear() == "here");
    HANDLE theirs = nullptr;
    const auto process = process_of(child);
    REQUIRE(DuplicateHandle(GetCurrentProcess(), section.get(), process.get(), &theirs, 0, TRUE,
                            DUPLICATE_SAME_ACCESS));
    CHECK(asked(child, "flags " + text_of(theirs)) == std::to_string(HANDLE_FLAG_INHERIT));
}

TEST_CASE("M30 a name lives as long as the duplicate in another process") {
    test::child_process child("servant");
    REQUIRE(child.hear() == "here");
    const auto name = unique_wide_name();
    auto section = create(PAGE_READWRITE, page, name.c_str());
    map(section, FILE_MAP_WRITE)[0] = 5;
    HANDLE theirs = nullptr;
    give(child, section.get(), theirs);
    section.close();
    REQUIRE(asked(child, "read " + text_of(theirs)) == "5");
    CHECK(opening(name) == untouched);
    CHECK(asked(child, "close " + text_of(theirs)) == "done");
    CHECK(opening(name) == ERROR_FILE_NOT_FOUND);
}

TEST_CASE("M30 a name goes with a process that never used its duplicate") {
    const auto name = unique_wide_name();
    auto section = create(PAGE_READWRITE, page, name.c_str());
    test::child_process child("servant");
    REQUIRE(child.hear() == "here");
    HANDLE theirs = nullptr;
    give(child, section.get(), theirs);
    section.close();
    child.kill();
    CHECK(opening(name) == ERROR_FILE_NOT_FOUND);
}

TEST_CASE("M30 events, mutexes, semaphores and timers are duplicated into another process") {
    test::child_process child("servant");
    REQUIRE(child.hear() == "here");
    const handle event(CreateEventW(nullptr, FALSE, FALSE, nullptr));
    HANDLE theirs = nullptr;
    give(child, event.get(), theirs);
    child.say("sleep " + text_of(theirs));
    CHECK(SetEvent(event.get()));
    CHECK(child.hear() == "0");
    CHECK(asked(child, "set " + text_of(theirs)) == "done");
    CHECK(WaitForSingleObject(event.get(), INFINITE) == WAIT_OBJECT_0);

    const handle mutex(CreateMutexW(nullptr, TRUE, nullptr));
    give(child, mutex.get(), theirs);
    CHECK(asked(child, "wait " + text_of(theirs)) == std::to_string(WAIT_TIMEOUT));
    CHECK(ReleaseMutex(mutex.get()));
    CHECK(asked(child, "wait " + text_of(theirs)) == "0");
    CHECK(WaitForSingleObject(mutex.get(), 0) == WAIT_TIMEOUT);
    CHECK(asked(child, "release " + text_of(theirs)) == "done");

    const handle semaphore(CreateSemaphoreW(nullptr, 0, 2, nullptr));
    give(child, semaphore.get(), theirs);
    CHECK(asked(child, "post " + text_of(theirs)) == "done");
    CHECK(WaitForSingleObject(semaphore.get(), 0) == WAIT_OBJECT_0);
    CHECK(asked(child, "wait " + text_of(theirs)) == std::to_string(WAIT_TIMEOUT));

    const handle timer(CreateWaitableTimerW(nullptr, TRUE, nullptr));
    const LARGE_INTEGER now{};
    REQUIRE(SetWaitableTimer(timer.get(), &now, 0, nullptr, nullptr, FALSE));
    give(child, timer.get(), theirs);
    CHECK(asked(child, "sleep " + text_of(theirs)) == "0");
}

TEST_CASE("M31 an event duplicated into another process with fewer rights is not set there") {
    test::child_process child("servant");
    REQUIRE(child.hear() == "here");
    const handle event(CreateEventW(nullptr, TRUE, FALSE, nullptr));
    HANDLE theirs = nullptr;
    give(child, event.get(), theirs, SYNCHRONIZE, 0);
    CHECK(asked(child, "set " + text_of(theirs)) == "error 5");
    CHECK(asked(child, "wait " + text_of(theirs)) == std::to_string(WAIT_TIMEOUT));
    CHECK(SetEvent(event.get()));
    CHECK(asked(child, "wait " + text_of(theirs)) == "0");
}

TEST_CASE("M30 a process learns of another one by a duplicate of its pseudo handle") {
    test::child_process child("servant");
    REQUIRE(child.hear() == "here");
    HANDLE theirs = nullptr;
    give(child, GetCurrentProcess(), theirs);
    CHECK(asked(child, "id " + text_of(theirs)) == std::to_string(GetCurrentProcessId()));
    CHECK(asked(child, "wait " + text_of(theirs)) == std::to_string(WAIT_TIMEOUT));
}

TEST_CASE("M30 a thread is waited for in another process by a duplicate of its pseudo handle") {
    test::child_process child("servant");
    REQUIRE(child.hear() == "here");
    HANDLE theirs = nullptr;
    give(child, GetCurrentThread(), theirs);
    CHECK(asked(child, "wait " + text_of(theirs)) == std::to_string(WAIT_TIMEOUT));
}

TEST_CASE("M30 a file is duplicated into another process with its position") {
    const test::temporary_file file(3);
    const auto opened = test::open_file(file.path(), GENERIC_READ);
    REQUIRE(opened);
    REQUIRE(test::write_at(test::open_file(file.path(), test::read_write), 1, 'b'));
    test::child_process child("servant");
    REQUIRE(child.hear() == "here");
    HANDLE theirs = nullptr;
    give(child, opened.get(), theirs);
    CHECK(asked(child, "byte " + text_of(theirs)) == "f");
    char byte = 0;
    DWORD count = 0;
    CHECK(ReadFile(opened.get(), &byte, 1, &count, nullptr));
    CHECK(byte == 'b');
}

TEST_CASE("M30 a section of a file is duplicated into another process") {
    const test::temporary_file file(3);
    const auto opened = test::open_file(file.path(), test::read_write);
    REQUIRE(opened);
    const handle section(CreateFileMappingW(opened.get(), nullptr, PAGE_READWRITE, 0, 0, nullptr));
    REQUIRE(section);
    test::child_process child("servant");
    REQUIRE(child.hear() == "here");
    HANDLE theirs = nullptr;
    give(child, section.get(), theirs);
    CHECK(asked(child, "read " + text_of(theirs)) == std::to_string('f'));
    CHECK(asked(child, "write " + text_of(theirs)) == "done");
    CHECK(map(section, FILE_MAP_READ)[0] == 99);
}

TEST_CASE("M20 a source is closed where the duplicate in another process is to take its place") {
    auto section = create(PAGE_READWRITE, page);
    map(section, FILE_MAP_WRITE)[0] = 8;
    test::child_process child("servant");
    REQUIRE(child.hear() == "here");
    const auto source = section.release();
    HANDLE theirs = nullptr;
    give(child, source, theirs, 0, DUPLICATE_SAME_ACCESS | DUPLICATE_CLOSE_SOURCE);
    CHECK(map_raw(source, FILE_MAP_READ) == nullptr);
    CHECK(asked(child, "read " + text_of(theirs)) == "8");
}

TEST_CASE("M26 a source to be closed is closed even where the other process has ended") {
    test::child_process child("servant");
    REQUIRE(child.hear() == "here");
    const auto process = process_of(child);
    child.kill();
    const auto source = create(PAGE_READWRITE, page).release();
    HANDLE theirs = nullptr;
    CHECK(duplicating(source, process.get(), &theirs, 0,
                      DUPLICATE_SAME_ACCESS | DUPLICATE_CLOSE_SOURCE) == ERROR_ACCESS_DENIED);
    CHECK(map_raw(source, FILE_MAP_READ) == nullptr);
}

TEST_CASE("M30 a handle to another process without PROCESS_DUP_HANDLE gives and takes nothing") {
    const auto section = create(PAGE_READWRITE, page);
    test::child_process child("servant");
    REQUIRE(child.hear() == "here");
    const auto process = process_of(child, PROCESS_QUERY_LIMITED_INFORMATION);
    REQUIRE(process);
    HANDLE made = nullptr;
    CHECK(duplicating(section.get(), process.get(), &made, 0, DUPLICATE_SAME_ACCESS) ==
          ERROR_ACCESS_DENIED);
    const auto theirs = value_of(asked(child, "make"));
    CHECK(duplicating(process.get(), theirs, GetCurrentProcess(), &made, 0,
                      DUPLICATE_SAME_ACCESS) == ERROR_ACCESS_DENIED);
}

TEST_CASE("M30 what is no process gives and takes nothing") {
    const auto section = create(PAGE_READWRITE, page);
    HANDLE made = nullptr;
    CHECK(duplicating(section.get(), section.get(), &made, 0, DUPLICATE_SAME_ACCESS) ==
          ERROR_INVALID_HANDLE);
}

TEST_CASE("M30 a handle to the own process is as good as the pseudo handle") {
    const auto section = create(PAGE_READWRITE, page);
    const handle self(OpenProcess(PROCESS_DUP_HANDLE, FALSE, GetCurrentProcessId()));
    REQUIRE(self);
    HANDLE value = nullptr;
    REQUIRE(duplicating(self.get(), section.get(), self.get(), &value, 0, DUPLICATE_SAME_ACCESS) ==
            untouched);
    const handle made(value);
    CHECK(test::same_object(section, made));
}

TEST_CASE("M30 a handle of another process is duplicated from there") {
    test::child_process child("servant");
    REQUIRE(child.hear() == "here");
    const auto process = process_of(child);
    const auto theirs = value_of(asked(child, "make"));
    HANDLE value = nullptr;
    REQUIRE(duplicating(process.get(), theirs, GetCurrentProcess(), &value, 0,
                        DUPLICATE_SAME_ACCESS) == untouched);
    const handle section(value);
    CHECK(map(section, FILE_MAP_READ)[0] == 55);
    CHECK(asked(child, "write " + text_of(theirs)) == "done");
    CHECK(map(section, FILE_MAP_READ)[0] == 99);
    CHECK(asked(child, "close " + text_of(theirs)) == "done");
    CHECK(map(section, FILE_MAP_READ)[0] == 99);

    const auto event_there = value_of(asked(child, "event"));
    REQUIRE(duplicating(process.get(), event_there, GetCurrentProcess(), &value, SYNCHRONIZE, 0) ==
            untouched);
    const handle event(value);
    CHECK(WaitForSingleObject(event.get(), 0) == WAIT_TIMEOUT);
    CHECK(asked(child, "set " + text_of(event_there)) == "done");
    CHECK(WaitForSingleObject(event.get(), INFINITE) == WAIT_OBJECT_0);
    CHECK_FALSE(SetEvent(event.get()));
    CHECK(GetLastError() == ERROR_ACCESS_DENIED);
}

// Holds a section by its name.
TEST_ROLE(owner_of_name) {
    const handle section(OpenFileMappingA(FILE_MAP_READ, FALSE, given.at(0).c_str()));
    test::say(section ? text_of(section.get()) : "error");
    test::hear();
    return 0;
}

// Holds a file open for reading.
TEST_ROLE(owner_of_file) {
    const handle file(CreateFileA(given.at(0).c_str(), GENERIC_READ, FILE_SHARE_READ, nullptr,
                                  OPEN_EXISTING, 0, nullptr));
    test::say(text_of(file.get()));
    test::hear();
    return 0;
}

TEST_CASE("M30 a file of another process is duplicated from there") {
    const test::temporary_file file(3);
    test::child_process child("owner_of_file", {narrow(file.path())});
    const auto theirs = value_of(child.hear());
    HANDLE value = nullptr;
    REQUIRE(duplicating(process_of(child).get(), theirs, GetCurrentProcess(), &value, 0,
                        DUPLICATE_SAME_ACCESS) == untouched);
    const handle copied(value);
    CHECK(child.wait() == 0);
    CHECK(test::byte_at(copied, 2) == 'f');
    CHECK_FALSE(test::write_at(copied, 2, 'x'));
}

TEST_CASE("M31 a duplicate from another process has the rights of its source, and keeps the name") {
    const auto name = test::unique_name();
    const std::wstring wide(name.begin(), name.end());
    auto section = create(PAGE_READWRITE, page, wide.c_str());
    test::child_process child("owner_of_name", {name});
    const auto theirs = value_of(child.hear());
    HANDLE value = nullptr;
    REQUIRE(duplicating(process_of(child).get(), theirs, GetCurrentProcess(), &value, 0,
                        DUPLICATE_SAME_ACCESS) == untouched);
    handle copied(value);
    CHECK(test::mapping(copied, FILE_MAP_READ) == untouched);
    CHECK(test::mapping(copied, FILE_MAP_WRITE) == ERROR_ACCESS_DENIED);
    section.close();
    CHECK(child.wait() == 0);
    CHECK(opening(wide) == untouched);
    copied.close();
    CHECK(opening(wide) == ERROR_FILE_NOT_FOUND);
}

TEST_CASE("M30 what is no handle of another process is not duplicated from there") {
    test::child_process child("servant");
    REQUIRE(child.hear() == "here");
    const auto process = process_of(child);
    HANDLE value = nullptr;
    for (const ULONG_PTR number : {0U, 0x3000U, 0x7FFFFFF0U}) {
        CAPTURE(number);
        CHECK(duplicating(process.get(), reinterpret_cast<HANDLE>(number), GetCurrentProcess(),
                          &value, 0, DUPLICATE_SAME_ACCESS) == ERROR_INVALID_HANDLE);
    }
}

TEST_CASE("M30 a handle is duplicated from one process into another, and within another") {
    test::child_process giver("servant");
    test::child_process taker("servant");
    REQUIRE(giver.hear() == "here");
    REQUIRE(taker.hear() == "here");
    const auto theirs = value_of(asked(giver, "make"));
    HANDLE value = nullptr;
    REQUIRE(duplicating(process_of(giver).get(), theirs, process_of(taker).get(), &value, 0,
                        DUPLICATE_SAME_ACCESS) == untouched);
    CHECK(asked(taker, "read " + text_of(value)) == "55");
    const auto process = process_of(giver);
    REQUIRE(duplicating(process.get(), theirs, process.get(), &value, FILE_MAP_READ, 0) ==
            untouched);
    CHECK(asked(giver, "close " + text_of(theirs)) == "done");
    CHECK(asked(giver, "read " + text_of(value)) == "55");
    CHECK(asked(giver, "write " + text_of(value)) == "error 5");
}
