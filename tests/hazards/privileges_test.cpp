// What a user may not do, and what nobody may do to another process.
// SPDX-License-Identifier: MIT
#include <windows.h>

#include "conformance/calls.hpp"
#include "forked.hpp"
#include "support/doctest.hpp"

#include <sys/resource.h>
#include <unistd.h>

using test::ask, test::create, test::handle, test::in_child, test::map, test::page;

namespace {

/// Gives up root's right to exceed every limit.
void become_nobody() {
    constexpr uid_t nobody = 65534;
    if (::getuid() == 0) REQUIRE(::setuid(nobody) == 0);
}

}  // namespace

TEST_CASE("more than a user may lock is beyond his quota") {
    in_child([] {
        const auto section = create(PAGE_READWRITE, 64 * page);
        const auto view = map(section, FILE_MAP_WRITE);
        const rlimit little{4 * page, 4 * page};
        REQUIRE(::setrlimit(RLIMIT_MEMLOCK, &little) == 0);
        become_nobody();
        CHECK(VirtualLock(view.get(), 2 * page));
        const auto locked = ask([&] { return VirtualLock(view.get(), 64 * page); });
        CHECK_FALSE(locked.value);
        CHECK(locked.error == ERROR_WORKING_SET_QUOTA);
    });
}

TEST_CASE("a class that gives way less needs a privilege") {
    in_child([] {
        const rlimit none{0, 0};
        REQUIRE(::setrlimit(RLIMIT_NICE, &none) == 0);
        become_nobody();
        const HANDLE self = GetCurrentProcess();
        CHECK(SetPriorityClass(self, IDLE_PRIORITY_CLASS));
        const auto back = ask([&] { return SetPriorityClass(self, NORMAL_PRIORITY_CLASS); });
        CHECK_FALSE(back.value);
        CHECK(back.error == ERROR_PRIVILEGE_NOT_HELD);
        CHECK(GetPriorityClass(self) == IDLE_PRIORITY_CLASS);
    });
}

TEST_CASE("the memory of another process is not supported") {
    in_child([] {
        const handle parent(
            OpenProcess(PROCESS_ALL_ACCESS, FALSE, static_cast<DWORD>(::getppid())));
        REQUIRE(parent);
        const auto asked = ask([&] {
            return VirtualAllocEx(parent.get(), nullptr, page, MEM_RESERVE, PAGE_READWRITE);
        });
        CHECK(asked.value == nullptr);
        CHECK(asked.error == ERROR_NOT_SUPPORTED);
        CHECK(ask([&] { return UnmapViewOfFile2(parent.get(), nullptr, 0); }).error ==
              ERROR_NOT_SUPPORTED);
    });
}
