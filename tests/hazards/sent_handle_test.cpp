// Handles between processes: whose they are when somebody is killed, forks, or has gone.
// SPDX-License-Identifier: MIT
#include <windows.h>

#include "conformance/calls.hpp"
#include "forked.hpp"
#include "inbox_of.hpp"
#include "one_name.hpp"
#include "private_root.hpp"
#include "sent_handle.hpp"
#include "support/doctest.hpp"
#include "support/role.hpp"
#include "support/skip.hpp"
#include "surroundings.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cstdlib>
#include <string>
#include <vector>

using test::connected_to, test::create, test::first_byte, test::forked, test::gate, test::giving,
    test::handle, test::in_child, test::look, test::map, test::open, test::opening_afresh,
    test::page, test::private_root, test::taking, test::told_value, test::untouched;

namespace {

using strings = std::vector<std::string>;

}  // namespace

TEST_CASE("a process of another user gives nothing and takes nothing") {
    if (const auto why = test::why_no_other_users()) SKIP_BECAUSE(*why);
    const private_root root;
    gate sent;
    gate done;
    forked taker([&] {
        CHECK(sent.pass());
        create(PAGE_READWRITE, page, L"warm-up").close();
        const int before = test::open_descriptors();
        look();
        CHECK(test::open_descriptors() == before);
        done.open();
    });
    test::wait_for_inbox(taker.id());
    in_child([&] {
        test::become_nobody();
        const test::raw_letter letter;
        CHECK(letter.send(connected_to(taker.id())));
        const auto section = create(PAGE_READWRITE, page);
        HANDLE theirs = nullptr;
        CHECK(giving(section.get(), taker.id(), theirs) == ERROR_ACCESS_DENIED);
    });
    sent.open();
    CHECK(done.pass());
    CHECK(taker.passed());
    gate stay;
    told_value told;
    forked other([&] {
        test::become_nobody();
        const forked nobodys_own([] { ::pause(); });
        told.say(reinterpret_cast<HANDLE>(static_cast<ULONG_PTR>(nobodys_own.id())));
        CHECK(stay.pass());
    });
    in_child([&] {
        const auto theirs_own = static_cast<pid_t>(reinterpret_cast<ULONG_PTR>(told.hear()));
        const auto section = create(PAGE_READWRITE, page);
        HANDLE theirs = nullptr;
        CHECK(giving(section.get(), theirs_own, theirs) == ERROR_ACCESS_DENIED);
        // One that was root's when it began gets what root sends.
        CHECK(giving(section.get(), other.id(), theirs) == untouched);
    });
    stay.open();
    CHECK(other.passed());
}

TEST_CASE("a name stays with a handle that was sent by one who is killed, until it is closed") {
    const private_root root;
    told_value told;
    gate took;
    gate looked;
    forked taker([&] {
        const auto section = told.hear();
        CHECK(first_byte(section) == 4);
        took.open();
        CHECK(looked.pass());
        CHECK(CloseHandle(section));
        CHECK(test::opening() == ERROR_FILE_NOT_FOUND);
    });
    gate sent;
    forked giver([&] {
        const auto section = create(PAGE_READWRITE, page, L"n");
        map(section, FILE_MAP_WRITE)[0] = 4;
        HANDLE theirs = nullptr;
        CHECK(giving(section.get(), taker.id(), theirs) == untouched);
        told.say(theirs);
        sent.open();
        ::pause();
    });
    REQUIRE(sent.pass());
    giver.kill();
    REQUIRE(took.pass());
    CHECK(opening_afresh() == untouched);
    looked.open();
    CHECK(taker.passed());
    CHECK(root.leftovers() == strings());
}

TEST_CASE("a name that nobody but an unread letter has is denied to others, and comes back") {
    const private_root root;
    told_value told;
    gate took;
    gate go_on;
    forked taker([&] {
        CHECK(go_on.pass());
        CHECK(first_byte(told.hear()) == 4);
        took.open();
        ::pause();
    });
    in_child([&] {
        const auto section = create(PAGE_READWRITE, page, L"n");
        map(section, FILE_MAP_WRITE)[0] = 4;
        HANDLE theirs = nullptr;
        CHECK(giving(section.get(), taker.id(), theirs) == untouched);
        told.say(theirs);
    });
    CHECK(opening_afresh() == ERROR_ACCESS_DENIED);
    go_on.open();
    REQUIRE(took.pass());
    CHECK(opening_afresh() == untouched);
    taker.kill();
    CHECK(opening_afresh() == ERROR_FILE_NOT_FOUND);
    CHECK(root.leftovers() == strings());
}

TEST_CASE("a name that nobody but a letter to oneself has is found") {
    const private_root root;
    gate given;
    forked taker([&] {
        CHECK(given.pass());
        CHECK(test::opening() == untouched);
        CHECK(test::creating() == ERROR_ALREADY_EXISTS);
    });
    in_child([&] {
        const auto section = create(PAGE_READWRITE, page, L"n");
        HANDLE theirs = nullptr;
        CHECK(giving(section.get(), taker.id(), theirs) == untouched);
    });
    given.open();
    CHECK(taker.passed());
    CHECK(opening_afresh() == ERROR_FILE_NOT_FOUND);
    CHECK(root.leftovers() == strings());
}

TEST_CASE("a name goes with a process that is killed before it read its letter") {
    const private_root root;
    gate sent;
    forked taker([] { ::pause(); });
    in_child([&] {
        const auto section = create(PAGE_READWRITE, page, L"n");
        HANDLE theirs = nullptr;
        CHECK(giving(section.get(), taker.id(), theirs) == untouched);
    });
    taker.kill();
    CHECK(opening_afresh() == ERROR_FILE_NOT_FOUND);
    CHECK(root.leftovers() == strings());
}

TEST_CASE("what was sent to a parent is not its child's, who gets letters of its own") {
    const private_root root;
    told_value told;
    told_value child;
    gate forks;
    forked parent([&] {
        CHECK(forks.pass());
        const forked son([&] {
            child.say(reinterpret_cast<HANDLE>(static_cast<ULONG_PTR>(::getpid())));
            CHECK(first_byte(told.hear()) == -1);
            CHECK(first_byte(told.hear()) == 2);
            child.say(nullptr);
            ::pause();
        });
        ::pause();
    });
    in_child([&] {
        const auto first = create(PAGE_READWRITE, page, L"n");
        map(first, FILE_MAP_WRITE)[0] = 1;
        HANDLE value = nullptr;
        CHECK(giving(first.get(), parent.id(), value) == untouched);
        forks.open();
        const auto son = static_cast<pid_t>(reinterpret_cast<ULONG_PTR>(child.hear()));
        told.say(value);
        const auto second = create(PAGE_READWRITE, page);
        map(second, FILE_MAP_WRITE)[0] = 2;
        CHECK(giving(second.get(), son, value) == untouched);
        told.say(value);
        child.hear();
    });
    parent.kill();
    CHECK(opening_afresh() == ERROR_FILE_NOT_FOUND);
}

TEST_CASE("a handle that was sent works by its value in a child that was forked") {
    const private_root root;
    told_value told;
    forked taker([&] {
        const auto section = told.hear();
        CHECK(first_byte(section) == 6);
        in_child([&] {
            CHECK(first_byte(section) == 6);
            CHECK(CloseHandle(section));
            CHECK_FALSE(CloseHandle(section));
        });
        CHECK(test::opening() == untouched);
        CHECK(CloseHandle(section));
        CHECK(test::opening() == ERROR_FILE_NOT_FOUND);
    });
    in_child([&] {
        const auto section = create(PAGE_READWRITE, page, L"n");
        map(section, FILE_MAP_WRITE)[0] = 6;
        HANDLE theirs = nullptr;
        CHECK(giving(section.get(), taker.id(), theirs) == untouched);
        told.say(theirs);
    });
    CHECK(taker.passed());
    CHECK(root.leftovers() == strings());
}

// Uses a handle by its value after exec; leaves what it found in the exit code.
TEST_ROLE(heir_of_sent) {
    const auto value = reinterpret_cast<HANDLE>(static_cast<ULONG_PTR>(std::stoull(given.at(0))));
    if (first_byte(value) != 7) return 1;
    if (test::opening() != untouched) return 2;
    if (!CloseHandle(value)) return 3;
    if (test::opening() != ERROR_FILE_NOT_FOUND) return 4;
    return CloseHandle(value) ? 5 : 0;
}

TEST_ROLE(no_heir_of_sent) {
    const auto value = reinterpret_cast<HANDLE>(static_cast<ULONG_PTR>(std::stoull(given.at(0))));
    return first_byte(value) == -1 && GetLastError() == ERROR_INVALID_HANDLE ? 0 : 1;
}

TEST_CASE("an inheritable handle that was sent works by its value after exec, another does not") {
    const private_root root;
    for (const bool inherits : {true, false}) {
        CAPTURE(inherits);
        told_value told;
        forked taker([&] {
            const auto section = told.hear();
            CHECK(first_byte(section) == 7);
            const auto text = std::to_string(reinterpret_cast<ULONG_PTR>(section));
            ::execl("/proc/self/exe", "self", "--role",
                    inherits ? "heir_of_sent" : "no_heir_of_sent", text.c_str(), nullptr);
        });
        in_child([&] {
            const auto section = create(PAGE_READWRITE, page, L"n");
            map(section, FILE_MAP_WRITE)[0] = 7;
            HANDLE theirs = nullptr;
            CHECK(giving(section.get(), taker.id(), theirs, inherits) == untouched);
            told.say(theirs);
        });
        CHECK(taker.passed());
        CHECK(opening_afresh() == ERROR_FILE_NOT_FOUND);
        CHECK(root.leftovers() == strings());
    }
}

TEST_CASE("a name under another root lives as long as the duplicate that was sent") {
    const private_root root;
    told_value told;
    gate looked;
    gate took;
    forked taker([&] {
        ::setenv("MAPVIEW_DIR", (root.parent() + "/other").c_str(), 1);
        create(PAGE_READWRITE, page, L"own").close();
        const auto section = told.hear();
        CHECK(first_byte(section) == 4);
        took.open();
        CHECK(looked.pass());
        CHECK(CloseHandle(section));
        took.open();
        ::pause();
    });
    in_child([&] {
        const auto section = create(PAGE_READWRITE, page, L"n");
        map(section, FILE_MAP_WRITE)[0] = 4;
        HANDLE theirs = nullptr;
        CHECK(giving(section.get(), taker.id(), theirs) == untouched);
        told.say(theirs);
    });
    REQUIRE(took.pass());
    CHECK(opening_afresh() == untouched);
    looked.open();
    REQUIRE(took.pass());
    CHECK(opening_afresh() == ERROR_FILE_NOT_FOUND);
}

TEST_CASE("a handle of another process is not closed from here") {
    const private_root root;
    told_value told;
    told_value again;
    forked owner([&] {
        const auto section = create(PAGE_READWRITE, page, L"n");
        told.say(section.get());
        again.hear();
        CHECK(first_byte(section.get()) == 0);
    });
    in_child([&] {
        const auto theirs = told.hear();
        handle made;
        CHECK(taking(owner.id(), theirs, made, DUPLICATE_SAME_ACCESS | DUPLICATE_CLOSE_SOURCE) ==
              ERROR_NOT_SUPPORTED);
        CHECK_FALSE(made);
        const handle process(
            OpenProcess(PROCESS_DUP_HANDLE, FALSE, static_cast<DWORD>(owner.id())));
        CHECK_FALSE(DuplicateHandle(process.get(), theirs, nullptr, nullptr, 0, FALSE,
                                    DUPLICATE_CLOSE_SOURCE));
        CHECK(GetLastError() == ERROR_NOT_SUPPORTED);
        again.say(nullptr);
    });
    CHECK(owner.passed());
}

TEST_CASE("what another process has open itself is no handle of it") {
    const private_root root;
    told_value told;
    gate done;
    forked owner([&] {
        const int file = ::open("/proc/self/exe", O_RDONLY | O_CLOEXEC);
        const int memory = ::memfd_create("other", MFD_CLOEXEC);
        told.say(reinterpret_cast<HANDLE>((static_cast<ULONG_PTR>(file) + 1) * 4));
        told.say(reinterpret_cast<HANDLE>((static_cast<ULONG_PTR>(memory) + 1) * 4));
        told.say(reinterpret_cast<HANDLE>((ULONG_PTR{900} + 1) * 4));
        CHECK(done.pass());
    });
    in_child([&] {
        handle made;
        for (int i = 0; i < 3; ++i)
            CHECK(taking(owner.id(), told.hear(), made) == ERROR_INVALID_HANDLE);
    });
    done.open();
    CHECK(owner.passed());
}

TEST_CASE("what another process got from a third one cannot be taken from it") {
    const private_root root;
    told_value told;
    gate took;
    forked owner([&] {
        CHECK(first_byte(told.hear()) == 1);
        took.open();
        ::pause();
    });
    in_child([&] {
        const auto section = create(PAGE_READWRITE, page);
        map(section, FILE_MAP_WRITE)[0] = 1;
        HANDLE theirs = nullptr;
        REQUIRE(giving(section.get(), owner.id(), theirs) == untouched);
        told.say(theirs);
        CHECK(took.pass());
        handle made;
        CHECK(taking(owner.id(), theirs, made) == ERROR_NOT_SUPPORTED);
    });
}

TEST_CASE("a token goes to no other process") {
    const private_root root;
    gate done;
    forked other([&] { CHECK(done.pass()); });
    in_child([&] {
        HANDLE opened = nullptr;
        REQUIRE(OpenProcessToken(GetCurrentProcess(), TOKEN_QUERY, &opened));
        const handle token(opened);
        HANDLE theirs = nullptr;
        CHECK(giving(token.get(), other.id(), theirs) == ERROR_NOT_SUPPORTED);
    });
    done.open();
    CHECK(other.passed());
}
