// Holders that are killed or stopped, or whose first thread has ended.
// SPDX-License-Identifier: MIT
#include <windows.h>

#include <mapview/object_list.hpp>

#include "conformance/calls.hpp"
#include "forked.hpp"
#include "one_name.hpp"
#include "private_root.hpp"
#include "support/doctest.hpp"
#include "support/eventually.hpp"
#include "support/skip.hpp"
#include "surroundings.hpp"

#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <csignal>
#include <functional>
#include <string>
#include <thread>
#include <vector>

using test::ask, test::create, test::create_raw, test::creating, test::eventually, test::forked,
    test::gate, test::handle, test::in_child, test::map, test::open, test::opening,
    test::opening_afresh, test::page, test::private_root, test::untouched;

namespace {

using strings = std::vector<std::string>;
using std::chrono::steady_clock;

/// Ends the process's first thread and goes on in another: /proc/<pid>/fd is empty then. Ends the
/// process with what `body` returns.
void go_on_without_first_thread(const std::function<int()>& body) {
    std::thread([body] {
        const auto first_has_ended = [] {
            return test::entries_of("/proc/" + std::to_string(::getpid()) + "/fd").empty();
        };
        CHECK(eventually(first_has_ended));
        ::_exit(body());
    }).detach();
    ::syscall(SYS_exit, 0);
}

}  // namespace

TEST_CASE("a killed holder frees its name, and the next creation is fresh and zeroed") {
    const private_root root;
    gate held;
    forked holder([&] {
        const auto section = create(PAGE_READWRITE, page, L"n");
        map(section, FILE_MAP_WRITE)[0] = 1;
        held.open();
        ::pause();
    });
    REQUIRE(held.pass());
    CHECK(opening_afresh() == untouched);
    holder.kill();
    CHECK(opening_afresh() == ERROR_FILE_NOT_FOUND);
    in_child([] {
        const auto made = ask([] { return create_raw(PAGE_READWRITE, page, L"n"); });
        const handle section(made.value);
        CHECK(made.error == ERROR_SUCCESS);
        CHECK(map(section, FILE_MAP_READ)[0] == 0);
    });
    CHECK(root.leftovers() == strings());
}

TEST_CASE("a name whose holders are killed one by one lives with the last") {
    const private_root root;
    std::vector<forked> holders;
    for (int i = 0; i < 5; ++i) {
        gate held;
        holders.emplace_back([&] {
            const auto section = create(PAGE_READWRITE, page, L"n");
            held.open();
            ::pause();
        });
        REQUIRE(held.pass());
    }
    while (!holders.empty()) {
        CHECK(opening_afresh() == untouched);
        holders.erase(holders.begin());
    }
    CHECK(opening_afresh() == ERROR_FILE_NOT_FOUND);
    CHECK(root.leftovers() == strings());
}

TEST_CASE("a stopped holder blocks nobody") {
    const private_root root;
    gate held;
    forked holder([&] {
        const auto section = create(PAGE_READWRITE, page, L"n");
        held.open();
        ::pause();
    });
    REQUIRE(held.pass());
    holder.stop();
    const auto begun = steady_clock::now();
    in_child([] {
        CHECK(opening() == untouched);
        CHECK(creating() == ERROR_ALREADY_EXISTS);
        CHECK(creating(L"another") == ERROR_SUCCESS);
    });
    CHECK(steady_clock::now() - begun < std::chrono::seconds(20));
}

TEST_CASE("a holder whose first thread has ended is found") {
    const private_root root;
    gate held;
    gate done;
    forked holder([&] {
        const auto section = create(PAGE_READWRITE, page, L"n");
        map(section, FILE_MAP_WRITE)[0] = 2;
        go_on_without_first_thread([&] {
            std::array<char, 4096> program{};
            const bool has_path = GetModuleFileNameA(nullptr, program.data(), 4096) > 0;
            held.open();
            return done.pass() && has_path ? 0 : 1;
        });
    });
    REQUIRE(held.pass());
    in_child([] {
        const auto section = open(FILE_MAP_READ, L"n");
        REQUIRE(section);
        CHECK(map(section, FILE_MAP_READ)[0] == 2);
    });
    done.open();
    CHECK(holder.passed());
    CHECK(opening_afresh() == ERROR_FILE_NOT_FOUND);
    CHECK(root.leftovers() == strings());
}

TEST_CASE("who has ended is no holder, also where nobody has waited for him yet") {
    if (const auto why = test::why_no_other_users()) SKIP_BECAUSE(*why);
    const private_root root;
    root.give_to(test::nobody);
    in_child([] {
        test::become_nobody();  // to root such a process is not shut
        int ends[2];
        REQUIRE(::pipe(ends) == 0);
        const pid_t maker = ::fork();
        if (maker == 0) {
            const auto section = create(PAGE_READWRITE, page, L"n");
            const pid_t copy = ::fork();
            if (copy == 0) ::pause();
            ::_exit(::write(ends[1], &copy, sizeof copy) == sizeof copy ? 0 : 1);
        }
        pid_t copy = 0;
        REQUIRE(::read(ends[0], &copy, sizeof copy) == sizeof copy);
        siginfo_t ended{};
        REQUIRE(::waitid(P_PID, static_cast<id_t>(maker), &ended, WEXITED | WNOWAIT) == 0);
        const auto objects = mapview::list_objects();
        REQUIRE(objects.size() == 1);
        REQUIRE(objects[0].holders.size() == 1);
        CHECK(objects[0].holders[0].pid == copy);
        CHECK(objects[0].size == page);
        CHECK(::kill(copy, SIGKILL) == 0);
        CHECK(::waitpid(maker, nullptr, 0) == maker);
    });
}

// The only links of a copy's object may be dead ones. Of those the youngest stays, so it must be
// none that its maker can still remove: one whose first thread has ended, or has just died.
TEST_CASE("a name is not lost with the link of a holder whose first thread has ended") {
    const private_root root;
    test::copy_alone copy;
    gate held;
    gate close;
    gate closed;
    forked holder([&] {
        auto section = open(FILE_MAP_READ, L"n");
        CHECK(section);
        go_on_without_first_thread([&] {
            held.open();
            const bool told = close.pass();
            section.close();
            closed.open();
            return told ? 0 : 1;
        });
    });
    REQUIRE(held.pass());
    CHECK(opening_afresh() == untouched);  // sees two links that lead nowhere
    close.open();
    REQUIRE(closed.pass());
    CHECK(opening_afresh() == untouched);
    CHECK(holder.passed());
    copy.let_go();
    CHECK(root.leftovers() == strings());
}
