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

bool is_open(int number) {
    return ::fcntl(number, F_GETFD) >= 0;
}

// Puts another file in the place of what the calling thread keeps of itself: the only descriptor
// that its handles do not have. Returns its number.
int take_number_of_kept() {
    int kept = 0;
    while (!is_open(kept) || (::fcntl(kept, F_GETFL) & O_PATH) == 0) ++kept;
    const int other = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
    ::dup3(other, kept, O_CLOEXEC);
    ::close(other);
    return kept;
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
            const int taken = take_number_of_kept();
            second = open_own_thread();
            CHECK(is_open(taken));
            CHECK(WaitForSingleObject(second.get(), 0) == WAIT_TIMEOUT);
        });
        opener.join();
        CHECK(has_ended(first));
        CHECK(has_ended(second));
    });
}

TEST_CASE("a file that has the number of what a thread kept of itself stays open") {
    in_child([] {
        int taken = -1;
        std::thread([&] {
            const handle own = open_own_thread();
            taken = take_number_of_kept();
        }).join();
        CHECK(is_open(taken));
    });
    in_child([] {
        const handle own = open_own_thread();
        const int taken = take_number_of_kept();
        test::forked child([&] { CHECK(is_open(taken)); });
        CHECK(child.passed());
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
