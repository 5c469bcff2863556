// fork: copies count, also amid the calls of other threads.
// SPDX-License-Identifier: MIT
#include <windows.h>

#include <mapview/object_list.hpp>

#include "conformance/calls.hpp"
#include "forked.hpp"
#include "one_name.hpp"
#include "private_root.hpp"
#include "support/doctest.hpp"
#include "support/eventually.hpp"
#include "support/sanitizer.hpp"
#include "support/skip.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <set>
#include <string>
#include <thread>
#include <vector>

namespace fs = std::filesystem;

using test::create, test::creating, test::duplicate, test::eventually, test::forked, test::gate,
    test::handle, test::in_child, test::map, test::open, test::opening, test::opening_afresh,
    test::page, test::private_root, test::untouched;

namespace {

using strings = std::vector<std::string>;

}  // namespace

TEST_CASE("a forked child's copy keeps the name when the parent closes its own and ends") {
    const private_root root;
    gate forked_on;
    gate look;
    gate done;
    forked parent([&] {
        auto section = create(PAGE_READWRITE, page, L"n");
        map(section, FILE_MAP_WRITE)[0] = 5;
        if (::fork() == 0) {
            forked_on.open();
            ::_exit(done.pass() ? 0 : 1);
        }
        section.close();
    });
    REQUIRE(forked_on.pass());
    CHECK(parent.passed());
    CHECK(opening_afresh() == untouched);
    in_child([] {
        const auto section = open(FILE_MAP_READ, L"n");
        REQUIRE(section);
        CHECK(map(section, FILE_MAP_READ)[0] == 5);
        CHECK(creating() == ERROR_ALREADY_EXISTS);
    });
    done.open();
    CHECK(eventually([] { return opening_afresh() == ERROR_FILE_NOT_FOUND; }));
    CHECK(root.leftovers() == strings());
}

TEST_CASE("a forked child's copy counts when the parent is killed") {
    const private_root root;
    test::copy_alone copy;
    CHECK(opening_afresh() == untouched);
    copy.let_go();
    CHECK(root.leftovers() == strings());
}

TEST_CASE("a forked child that closes its copy leaves the parent's") {
    const private_root root;
    in_child([] {
        auto section = create(PAGE_READWRITE, page, L"n");
        in_child([&] { section.close(); });
        CHECK(opening() == untouched);
        CHECK(map(section, FILE_MAP_WRITE));
        section.close();
        CHECK(opening() == ERROR_FILE_NOT_FOUND);
    });
    CHECK(root.leftovers() == strings());
}

TEST_CASE("a parent that closes leaves the copy of its forked child") {
    const private_root root;
    gate closed;
    in_child([&] {
        auto section = create(PAGE_READWRITE, page, L"n");
        forked child([&] {
            CHECK(closed.pass());
            CHECK(opening() == untouched);
            map(section, FILE_MAP_WRITE)[0] = 1;
            section.close();
            CHECK(opening() == ERROR_FILE_NOT_FOUND);
        });
        section.close();
        CHECK(opening() == untouched);
        closed.open();
        CHECK(child.passed());
        CHECK(opening() == ERROR_FILE_NOT_FOUND);
    });
    CHECK(root.leftovers() == strings());
}

TEST_CASE("a forked child's copy is shown besides the parent's handle where it is asked for") {
    const private_root root;
    in_child([] {
        const auto section = create(PAGE_READWRITE, page, L"n");
        const forked child([] { ::pause(); });
        auto objects = mapview::list_objects();
        REQUIRE(objects.size() == 1);
        CHECK(objects[0].holders.size() == 1);
        mapview::add_copies(objects);
        REQUIRE(objects[0].holders.size() == 2);
        const std::set<int> shown{objects[0].holders[0].pid, objects[0].holders[1].pid};
        CHECK(shown == std::set<int>{::getpid(), child.id()});
        CHECK(objects[0].holders[1].descriptor == objects[0].holders[0].descriptor);
        CHECK(objects[0].holders[1].program == objects[0].holders[0].program);
        mapview::add_copies(objects);
        CHECK(objects[0].holders.size() == 2);
    });
}

TEST_CASE("the grandchild's copy keeps the name alone") {
    const private_root root;
    gate forked_on;
    gate done;
    forked parent([&] {
        const auto section = create(PAGE_READWRITE, page, L"n");
        if (::fork() == 0) {
            if (::fork() == 0) {
                forked_on.open();
                ::_exit(done.pass() ? 0 : 1);
            }
            ::_exit(0);
        }
        ::wait(nullptr);
    });
    REQUIRE(forked_on.pass());
    CHECK(parent.passed());
    CHECK(opening_afresh() == untouched);
    done.open();
    CHECK(eventually([] { return opening_afresh() == ERROR_FILE_NOT_FOUND; }));
}

TEST_CASE("a handle made after a fork is none of the child's") {
    const private_root root;
    gate forked_on;
    gate done;
    in_child([&] {
        const auto early = create(PAGE_READWRITE, page, L"early");
        forked child([&] {
            forked_on.open();
            CHECK(done.pass());
        });
        CHECK(forked_on.pass());
        auto late = create(PAGE_READWRITE, page, L"late");
        late.close();
        CHECK(opening(L"late") == ERROR_FILE_NOT_FOUND);
        done.open();
        CHECK(child.passed());
    });
    CHECK(root.leftovers() == strings());
}

TEST_CASE("views survive a fork and show the same bytes") {
    const private_root root;
    in_child([] {
        auto section = create(PAGE_READWRITE, page, L"n");
        const auto view = map(section, FILE_MAP_WRITE);
        section.close();
        in_child([&] { view[0] = 9; });
        CHECK(view[0] == 9);
    });
}

TEST_CASE("a fork amid the calls of other threads copies no descriptor that the library forgets") {
    if (test::fork_amid_threads_may_hang)
        SKIP_BECAUSE("the child may find AddressSanitizer's allocator locked");
    const private_root root;
    in_child([] {
        std::atomic<bool> stop = false;
        std::vector<std::thread> threads;
        for (int number = 0; number < 4; ++number)
            threads.emplace_back([&, number] {
                const auto own = L"n" + std::to_wstring(number % 2);
                while (!stop) {
                    const auto section = create(PAGE_READWRITE, page, own.c_str());
                    const auto again = open(FILE_MAP_READ, own.c_str());
                    const auto copied = section ? duplicate(section, GENERIC_READ) : handle();
                }
            });
        for (int round = 0; round < 150; ++round) {
            in_child([] {
                for (int fd = 3; fd < 256; ++fd)
                    CloseHandle(reinterpret_cast<HANDLE>(static_cast<ULONG_PTR>(fd + 1) * 4));
                strings stray;
                for (const auto& entry : fs::directory_iterator("/proc/self/fd")) {
                    std::error_code gone;
                    const auto target = fs::read_symlink(entry, gone).string();
                    const auto object = target.find("/root/Local/");
                    if (target.starts_with("/memfd:mapview:") || object != target.npos)
                        stray.push_back(target);
                }
                CHECK(stray == strings());
            });
        }
        stop = true;
        for (auto& thread : threads) thread.join();
    });
    CHECK(opening_afresh() == ERROR_FILE_NOT_FOUND);
    CHECK(root.leftovers() == strings());
}

TEST_CASE("names are free again while children forked amid other threads' calls live on") {
    if (test::fork_amid_threads_may_hang)
        SKIP_BECAUSE("the child may find AddressSanitizer's allocator locked");
    const private_root root;
    gate done;
    in_child([&] {
        std::atomic<bool> stop = false;
        std::vector<std::thread> threads;
        for (int number = 0; number < 2; ++number)
            threads.emplace_back([&] {
                while (!stop) {
                    const auto section = create(PAGE_READWRITE, page, L"n");
                    const auto again = open(FILE_MAP_READ, L"n");
                }
            });
        std::vector<forked> children;
        for (int round = 0; round < 20; ++round)
            children.emplace_back([&] {
                // On Windows too a copy that came by inheritance has to be closed by its owner.
                for (int fd = 3; fd < 256; ++fd)
                    CloseHandle(reinterpret_cast<HANDLE>(static_cast<ULONG_PTR>(fd + 1) * 4));
                CHECK(done.pass());
            });
        stop = true;
        for (auto& thread : threads) thread.join();
        CHECK(eventually([] { return opening() == ERROR_FILE_NOT_FOUND; }));
        for (std::size_t i = 0; i < children.size(); ++i) done.open();
        for (auto& child : children) CHECK(child.passed());
    });
    CHECK(root.leftovers() == strings());
}
