// Where handles from other processes come in: what is hostile, full, or not there.
// SPDX-License-Identifier: MIT
#include <windows.h>

#include "conformance/calls.hpp"
#include "forked.hpp"
#include "inbox_of.hpp"
#include "one_name.hpp"
#include "private_root.hpp"
#include "sent_handle.hpp"
#include "support/doctest.hpp"
#include "surroundings.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

#include <functional>
#include <string>
#include <vector>

using test::ask, test::connected_to, test::create, test::first_byte, test::forked, test::gate,
    test::giving, test::handle, test::in_child, test::look, test::map, test::opening_afresh,
    test::page, test::private_root, test::told_value, test::untouched;

namespace {

using strings = std::vector<std::string>;

}  // namespace

TEST_CASE("what is no letter is thrown away, and the next handle comes all the same") {
    const private_root root;
    told_value told;
    gate sent;
    gate looked;
    forked taker([&] {
        CHECK(sent.pass());
        create(PAGE_READWRITE, page, L"warm-up").close();
        create(PAGE_READWRITE, page, L"warm-up").close();
        const int before = test::open_descriptors();
        look();
        // The handle and its reservation, and a connection that may yet say something.
        CHECK(test::open_descriptors() == before + 3);
        looked.open();
        CHECK(first_byte(told.hear()) == 9);
    });
    in_child([&] {
        test::wait_for_inbox(taker.id());
        const auto silent = connected_to(taker.id());
        const test::raw_letter honest;
        for (const auto& spoil : std::vector<std::function<void(test::raw_letter&)>>{
                 [](auto& letter) { letter.text = "garbage"; },
                 [](auto& letter) { letter.text += 'x'; },
                 [](auto& letter) { letter.text[0] ^= 1; },
                 [](auto& letter) { letter.text[8] = 77; },
                 [](auto& letter) { letter.text[10] = 1; },
                 [](auto& letter) { letter.text[11] = 2; },
                 [](auto& letter) { letter.text.clear(); },
                 [](auto& letter) { letter.descriptors.clear(); },
                 [](auto& letter) { letter.descriptors.pop_back(); },
                 [](auto& letter) { letter.descriptors.assign(5, letter.descriptors[0]); },
                 [](auto& letter) { letter.descriptors.assign(200, letter.descriptors[0]); },
                 [](auto& letter) { std::swap(letter.descriptors[0], letter.descriptors[1]); },
                 [](auto& letter) { letter.descriptors[1] = 0; },
                 [](auto& letter) { letter.descriptors[1] = letter.unsealed; },
                 [](auto& letter) {
                     letter.text[8] = 1;
                     letter.descriptors[1] = letter.folder;
                 },
                 [](auto& letter) { letter.text[8] = 2; },
                 [](auto& letter) { letter.text[8] = 3; },
             }) {
            test::raw_letter letter;
            spoil(letter);
            CHECK(letter.send(connected_to(taker.id())));
        }
        const auto section = create(PAGE_READWRITE, page);
        map(section, FILE_MAP_WRITE)[0] = 9;
        HANDLE theirs = nullptr;
        CHECK(giving(section.get(), taker.id(), theirs) == untouched);
        told.say(theirs);
        sent.open();
        CHECK(looked.pass());
    });
    CHECK(taker.passed());
}

TEST_CASE("a full inbox is told to who sends, until its owner has looked") {
    const private_root root;
    gate full;
    gate empty;
    gate done;
    forked taker([&] {
        CHECK(full.pass());
        look();
        empty.open();
        CHECK(done.pass());
    });
    in_child([&] {
        int count = 0;
        test::wait_for_inbox(taker.id());
        while (connected_to(taker.id())) REQUIRE(++count < 10'000);
        CHECK(errno == EAGAIN);
        const auto section = create(PAGE_READWRITE, page);
        HANDLE theirs = nullptr;
        CHECK(giving(section.get(), taker.id(), theirs) == ERROR_NO_SYSTEM_RESOURCES);
        full.open();
        CHECK(empty.pass());
        CHECK(giving(section.get(), taker.id(), theirs) == untouched);
    });
    done.open();
    CHECK(taker.passed());
}

TEST_CASE("a process without free descriptors has its letter later") {
    const private_root root;
    told_value told;
    forked taker([&] {
        const auto value = told.hear();
        const auto section = create(PAGE_READWRITE, page, L"warm-up");
        const int beyond = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
        ::close(beyond);
        rlimit limit{};
        ::getrlimit(RLIMIT_NOFILE, &limit);
        const auto before = limit.rlim_cur;
        for (int left = 0; left < 3; ++left) {
            limit.rlim_cur = static_cast<rlim_t>(beyond + left);
            ::setrlimit(RLIMIT_NOFILE, &limit);
            CHECK(first_byte(value) == -1);
            CHECK(GetLastError() == ERROR_INVALID_HANDLE);
        }
        limit.rlim_cur = before;
        ::setrlimit(RLIMIT_NOFILE, &limit);
        CHECK(first_byte(value) == 3);
    });
    in_child([&] {
        const auto section = create(PAGE_READWRITE, page, L"n");
        map(section, FILE_MAP_WRITE)[0] = 3;
        HANDLE theirs = nullptr;
        CHECK(giving(section.get(), taker.id(), theirs) == untouched);
        told.say(theirs);
    });
    CHECK(taker.passed());
}

TEST_CASE("who has no descriptors left sends nothing") {
    const private_root root;
    for (int left = 0; left < 8; ++left) {
        CAPTURE(left);
        const forked taker([] { ::pause(); });
        in_child([&] {
            const auto section = create(PAGE_READWRITE, page, L"n");
            const handle target(
                OpenProcess(PROCESS_DUP_HANDLE, FALSE, static_cast<DWORD>(taker.id())));
            HANDLE theirs = nullptr;
            test::exhaust_descriptors(left);
            const auto sent = ask([&] {
                return DuplicateHandle(GetCurrentProcess(), section.get(), target.get(), &theirs, 0,
                                       FALSE, DUPLICATE_SAME_ACCESS);
            });
            if (!sent.value) CHECK(sent.error == ERROR_TOO_MANY_OPEN_FILES);
            CHECK(sent.value == (theirs != nullptr));
            if (left == 0) CHECK_FALSE(sent.value);
            if (left == 7) CHECK(sent.value);
        });
    }
    CHECK(opening_afresh() == ERROR_FILE_NOT_FOUND);
    CHECK(root.leftovers() == strings());
}

TEST_CASE("a program without this library has no inbox") {
    const private_root root;
    forked other([] { ::execlp("sleep", "sleep", "60", nullptr); });
    in_child([&] {
        const auto section = create(PAGE_READWRITE, page, L"n");
        HANDLE theirs = nullptr;
        test::wait_for_no_inbox(other.id());
        CHECK(giving(section.get(), other.id(), theirs) == ERROR_NOT_SUPPORTED);
    });
    CHECK(opening_afresh() == ERROR_FILE_NOT_FOUND);
    CHECK(root.leftovers() == strings());
}

TEST_CASE("who takes the name of an inbox gets no handles") {
    const private_root root;
    forked taker([] {
        ::close_range(3, ~0U, 0);
        ::pause();
    });
    in_child([&] {
        const int squatter = test::take_name_of_inbox(taker.id());
        REQUIRE(squatter >= 0);
        const auto section = create(PAGE_READWRITE, page);
        HANDLE theirs = nullptr;
        CHECK(giving(section.get(), taker.id(), theirs) == ERROR_ACCESS_DENIED);
    });
}
