// The object directory is removed while names are held.
// SPDX-License-Identifier: MIT
#include <windows.h>

#include "conformance/calls.hpp"
#include "forked.hpp"
#include "one_name.hpp"
#include "private_root.hpp"
#include "sent_handle.hpp"
#include "support/doctest.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace fs = std::filesystem;

using test::create, test::creating, test::duplicate, test::forked, test::gate, test::handle,
    test::in_child, test::map, test::open, test::opening, test::other_holder, test::page,
    test::private_root, test::untouched;

namespace {

using strings = std::vector<std::string>;

}  // namespace

TEST_CASE("a wiped root is made again") {
    const private_root root;
    in_child([&] {
        CHECK(creating() == ERROR_SUCCESS);
        fs::remove_all(root.path());
        CHECK(opening() == ERROR_FILE_NOT_FOUND);
        CHECK(creating() == ERROR_SUCCESS);
    });
    CHECK(root.leftovers() == strings());
}

namespace {

/// A holder of `n`, and its root wiped.
struct wiped_holder {
    const private_root root;
    gate held;
    gate done;
    test::told_value told;
    forked holder;

    wiped_holder()
        : holder([this] {
              auto section = create(PAGE_READWRITE, page, L"n");
              map(section, FILE_MAP_WRITE)[0] = 8;
              told.say(section.get());
              held.open();
              CHECK(done.pass());
              section.close();
          }) {
        REQUIRE(held.pass());
        fs::remove_all(root.path());
    }
};

}  // namespace

TEST_CASE("what is held through a wipe of the root is found by a new process") {
    wiped_holder wiped;
    in_child([] {
        const auto section = open(FILE_MAP_READ, L"n");
        REQUIRE(section);
        CHECK(map(section, FILE_MAP_READ)[0] == 8);
    });
    in_child([] { CHECK(creating() == ERROR_ALREADY_EXISTS); });
    wiped.done.open();
    CHECK(wiped.holder.passed());
}

TEST_CASE("what is held through a wipe of the root is found by a process that had it open") {
    const private_root root;
    other_holder holder(8);
    in_child([&] {
        CHECK(opening() == untouched);
        fs::remove_all(root.path());
        CHECK(opening() == untouched);
        CHECK(creating() == ERROR_ALREADY_EXISTS);
    });
    holder.let_go();
}

TEST_CASE("a handle is taken through a wipe of the root") {
    wiped_holder wiped;
    in_child([&] {
        handle section;
        CHECK(test::taking(wiped.holder.id(), wiped.told.hear(), section) == untouched);
        REQUIRE(section);
        CHECK(map(section, FILE_MAP_READ)[0] == 8);
    });
    wiped.done.open();
    CHECK(wiped.holder.passed());
}

TEST_CASE("after a wipe a name that nobody holds is a miss, and free") {
    wiped_holder wiped;
    in_child([] {
        CHECK(opening(L"another") == ERROR_FILE_NOT_FOUND);
        CHECK(creating(L"another") == ERROR_SUCCESS);
    });
    wiped.done.open();
    CHECK(wiped.holder.passed());
}

TEST_CASE("after a wipe a holder closes its handle, and the name is free") {
    wiped_holder wiped;
    in_child([] { CHECK(opening() == untouched); });
    wiped.done.open();
    CHECK(wiped.holder.passed());
    in_child([] {
        CHECK(opening() == ERROR_FILE_NOT_FOUND);
        CHECK(creating() == ERROR_SUCCESS);
    });
    CHECK(wiped.root.leftovers() == strings());
}

TEST_CASE("after a wipe a holder finds its own object by name") {
    const private_root root;
    in_child([&] {
        const auto section = create(PAGE_READWRITE, page, L"n");
        const auto view = map(section, FILE_MAP_WRITE);
        fs::remove_all(root.path());
        const auto again = open(FILE_MAP_WRITE, L"n");
        REQUIRE(again);
        map(again, FILE_MAP_WRITE)[0] = 3;
        CHECK(view[0] == 3);
    });
    in_child([] { CHECK(opening() == ERROR_FILE_NOT_FOUND); });
    CHECK(root.leftovers() == strings());
}

TEST_CASE("after a wipe a killed holder's name is free") {
    wiped_holder wiped;
    in_child([] { CHECK(opening() == untouched); });
    wiped.holder.kill();
    in_child([] {
        CHECK(opening() == ERROR_FILE_NOT_FOUND);
        CHECK(creating() == ERROR_SUCCESS);
    });
    CHECK(wiped.root.leftovers() == strings());
}

TEST_CASE("after a wipe each name leads to its own object, in either name space and however long") {
    // A memory's name has some 220 bytes of its object's: two that begin alike cannot be told
    // apart.
    const std::wstring alike(230, L'a');
    const std::vector<std::wstring> names{L"n", L"nn", L"Global\\n", std::wstring(230, L'b')};
    const std::vector<std::wstring> ambiguous{alike + L"1", alike + L"2"};
    const private_root root;
    gate held;
    gate done;
    forked holder([&] {
        std::vector<handle> sections;
        unsigned char number = 0;
        for (const auto* const list : {&names, &ambiguous})
            for (const auto& name : *list) {
                sections.push_back(create(PAGE_READWRITE, page, name.c_str()));
                map(sections.back(), FILE_MAP_WRITE)[0] = ++number;
            }
        held.open();
        CHECK(done.pass());
    });
    REQUIRE(held.pass());
    fs::remove_all(root.path());
    in_child([&] {
        unsigned char number = 0;
        for (const auto& name : names) {
            const auto section = open(FILE_MAP_READ, name.c_str());
            REQUIRE(section);
            CHECK(map(section, FILE_MAP_READ)[0] == ++number);
        }
        for (const auto& name : ambiguous) CHECK(opening(name.c_str()) == ERROR_FILE_NOT_FOUND);
    });
    done.open();
    CHECK(holder.passed());
}

TEST_CASE("after a wipe a duplicate can still be made of what is held") {
    const private_root root;
    in_child([&] {
        const auto section = create(PAGE_READWRITE, page, L"n");
        fs::remove_all(root.path());
        const auto copied = test::duplicate(section, GENERIC_ALL);
        REQUIRE(copied);
        map(copied, FILE_MAP_WRITE)[0] = 3;
        CHECK(map(section, FILE_MAP_READ)[0] == 3);
    });
}

TEST_CASE("a wipe of the name space's folder alone is overcome") {
    const private_root root;
    other_holder holder;
    fs::remove_all(root.local());
    in_child([] {
        CHECK(opening() == untouched);
        CHECK(opening(L"another") == ERROR_FILE_NOT_FOUND);
    });
    holder.let_go();
}
