// Handles that a thread makes of itself: however many, they are one object.
// SPDX-License-Identifier: MIT
#include <windows.h>

#include "conformance/calls.hpp"
#include "forked.hpp"
#include "support/doctest.hpp"
#include "surroundings.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <fstream>
#include <string>
#include <thread>

using test::handle, test::in_child;

namespace {

handle open_own_thread() {
    HANDLE made = nullptr;
    DuplicateHandle(GetCurrentProcess(), GetCurrentThread(), GetCurrentProcess(), &made, 0, FALSE,
                    DUPLICATE_SAME_ACCESS);
    return handle(made);
}

int thread_pages() {
    std::ifstream maps("/proc/self/maps");
    int found = 0;
    for (std::string line; std::getline(maps, line);)
        if (line.find("mapview:thread") != std::string::npos) ++found;
    return found;
}

bool has_ended(const handle& thread) {
    return WaitForSingleObject(thread.get(), 30'000) == WAIT_OBJECT_0;
}

}  // namespace

TEST_CASE("a thread that opens itself again and again costs one page and one descriptor") {
    in_child([] {
        const int before = test::open_descriptors();
        const int pages = thread_pages();
        handle last;
        std::thread opener([&] {
            // More than the kernel's list of what a dead thread owned is long.
            for (int i = 0; i < 3000; ++i) REQUIRE(open_own_thread());
            CHECK(thread_pages() == pages + 1);
            CHECK(test::open_descriptors() == before + 1);
            last = open_own_thread();
            CHECK(WaitForSingleObject(last.get(), 0) == WAIT_TIMEOUT);
        });
        opener.join();
        CHECK(has_ended(last));
        last.close();
        CHECK(thread_pages() == pages);
        CHECK(test::open_descriptors() == before);
    });
}

TEST_CASE("a thread opens itself also where its descriptors have been closed meanwhile") {
    in_child([] {
        handle first;
        handle second;
        std::thread opener([&] {
            first = open_own_thread();
            const int kept = ::open("/dev/null", O_RDONLY | O_CLOEXEC) - 1;
            ::dup3(kept + 1, kept, O_CLOEXEC);  // in the place of what the thread keeps
            second = open_own_thread();
            CHECK(WaitForSingleObject(second.get(), 0) == WAIT_TIMEOUT);
        });
        opener.join();
        CHECK(has_ended(first));
        CHECK(has_ended(second));
    });
}

TEST_CASE("a thread that has forked is not that of its child") {
    in_child([] {
        const handle parents = open_own_thread();
        test::forked child([&] {
            const handle own = open_own_thread();
            CHECK(GetThreadId(own.get()) == GetCurrentThreadId());
            CHECK(GetThreadId(parents.get()) != GetCurrentThreadId());
            CHECK(WaitForSingleObject(own.get(), 0) == WAIT_TIMEOUT);
        });
        CHECK(child.passed());
    });
}
