// DuplicateHandle into another process (semantics 1.10).
// SPDX-License-Identifier: MIT
#include <windows.h>

#include "calls.hpp"
#include "support/child_process.hpp"
#include "support/doctest.hpp"
#include "support/role.hpp"

#include <string>

using test::handle, test::mapped, test::page, test::untouched, test::create, test::map_raw,
    test::map, test::ask;

namespace {

DWORD duplicating(HANDLE source, HANDLE process, HANDLE* target, DWORD access, DWORD options) {
    const auto done = ask([&] {
        return DuplicateHandle(GetCurrentProcess(), source, process, target, access, FALSE,
                               options);
    });
    return done.value ? untouched : done.error;
}

handle process_of(const test::child_process& child) {
    return handle(OpenProcess(PROCESS_DUP_HANDLE, FALSE, static_cast<DWORD>(child.id())));
}

std::string text_of(HANDLE value) {
    return std::to_string(reinterpret_cast<ULONG_PTR>(value));
}

}  // namespace

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
