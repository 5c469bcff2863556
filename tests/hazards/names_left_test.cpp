// Names of every kind leave nothing behind, whoever ends how.
// SPDX-License-Identifier: MIT
#include <windows.h>

#include "conformance/calls.hpp"
#include "forked.hpp"
#include "private_root.hpp"
#include "support/doctest.hpp"
#include "surroundings.hpp"

#include <unistd.h>

#include <string>
#include <vector>

using test::ask, test::create, test::create_raw, test::forked, test::gate, test::handle,
    test::in_child, test::map, test::open, test::page, test::private_root, test::untouched;

namespace {

using strings = std::vector<std::string>;

std::vector<std::wstring> names() {
    std::vector<std::wstring> all{L"n",
                                  L" ",
                                  L".",
                                  L"..",
                                  L"...",
                                  L"/",
                                  L"a/b",
                                  L"../../..",
                                  L"/etc/passwd",
                                  L"a b",
                                  L" a ",
                                  L"%",
                                  L"%2F",
                                  L"a%",
                                  L"#",
                                  L"\x01",
                                  L"a\nb",
                                  L"\x7F",
                                  L"\x1B[2J",
                                  L"~",
                                  L"-rf",
                                  L"*",
                                  L"\u4E2D",
                                  L"\U0001F600",
                                  L"Local\\n",
                                  L"Global\\n",
                                  L"Global\\/",
                                  L"name.0",
                                  L"1.2.3.4.section-rw",
                                  L".tmp"};
    all.push_back(std::wstring(1, static_cast<wchar_t>(0xD800)));
    for (const std::size_t length :
         {199U, 200U, 201U, 254U, 255U, 256U, 257U, 260U, 4000U, 4096U, 32766U})
        for (const wchar_t character : {L'n', L'/', L'\u4E2D', L'.', L'%', L'\x01'})
            all.push_back(std::wstring(length, character));
    for (const std::size_t before : {197U, 198U, 199U}) {
        all.push_back(std::wstring(before, L'n') + std::wstring(100, L'/'));
        all.push_back(std::wstring(before, L'n') + std::wstring(100, L'\u4E2D'));
        all.push_back(std::wstring(before, L'n') + L"\U0001F600" + std::wstring(100, L'n'));
    }
    return all;
}

std::string shown(const std::wstring& name) {
    return std::to_string(name.size()) + " characters, the first is " +
           std::to_string(static_cast<unsigned>(name[0]));
}

}  // namespace

TEST_CASE("each name is made, found, taken, and gone when it is closed") {
    const private_root root;
    in_child([&] {
        for (const auto& name : names()) {
            CAPTURE(shown(name));
            {
                const auto made =
                    ask([&] { return create_raw(PAGE_READWRITE, page, name.c_str()); });
                const handle section(made.value);
                CHECK(made.error == ERROR_SUCCESS);
                map(section, FILE_MAP_WRITE)[0] = 1;
                const auto opened = open(FILE_MAP_READ, name.c_str());
                REQUIRE(opened);
                CHECK(map(opened, FILE_MAP_READ)[0] == 1);
                const auto again =
                    ask([&] { return create_raw(PAGE_READWRITE, page, name.c_str()); });
                const handle second(again.value);
                CHECK(again.error == ERROR_ALREADY_EXISTS);
            }
            const auto gone =
                ask([&] { return OpenFileMappingW(FILE_MAP_READ, FALSE, name.c_str()); });
            CHECK(gone.value == nullptr);
            CHECK(gone.error == ERROR_FILE_NOT_FOUND);
            CHECK(root.leftovers() == strings());
        }
    });
}

TEST_CASE("each name is found by another process, and gone when its holder is killed") {
    const private_root root;
    const auto all = names();
    gate held;
    forked holder([&] {
        std::vector<handle> sections;
        for (const auto& name : all) {
            const auto made = ask([&] { return create_raw(PAGE_READWRITE, page, name.c_str()); });
            sections.emplace_back(made.value);
            const bool fresh = made.error == ERROR_SUCCESS;
            const bool local_twin = name == L"Local\\n" && made.error == ERROR_ALREADY_EXISTS;
            CHECK((fresh || local_twin));
        }
        held.open();
        ::pause();
    });
    REQUIRE(held.pass());
    in_child([&] {
        for (const auto& name : all) {
            CAPTURE(shown(name));
            CHECK(open(FILE_MAP_READ, name.c_str()));
        }
    });
    holder.kill();
    in_child([&] {
        for (const auto& name : all) {
            CAPTURE(shown(name));
            const auto gone =
                ask([&] { return OpenFileMappingW(FILE_MAP_READ, FALSE, name.c_str()); });
            CHECK(gone.value == nullptr);
            CHECK(gone.error == ERROR_FILE_NOT_FOUND);
        }
    });
    CHECK(root.leftovers() == strings());
}

TEST_CASE("each name is one folder below its name space, whatever its characters") {
    const private_root root;
    in_child([&] {
        for (const auto& name : names()) {
            CAPTURE(shown(name));
            const auto section = create(PAGE_READWRITE, page, name.c_str());
            const auto space = name.starts_with(L"Global\\") ? "/Global" : "/Local";
            CHECK(test::entries_of(root.path() + space).size() == 1);
            CHECK(test::entries_of(root.path()) == strings{".link", ".tmp", "Global", "Local"});
            CHECK(test::entries_of(root.parent()) == strings{"root"});
        }
    });
}

TEST_CASE("ordinary names are the names of their folders") {
    const private_root root;
    in_child([&] {
        for (const std::wstring name : {L"telemetry", L"a b", L"x.y", L"\u4E2D"}) {
            const auto section = create(PAGE_READWRITE, page, name.c_str());
            CHECK(test::entries_of(root.local()).size() == 1);
        }
        const auto section = create(PAGE_READWRITE, page, L"telemetry");
        CHECK(test::entries_of(root.local()) == strings{"telemetry"});
    });
}

TEST_CASE("a name cannot leave its name space") {
    const private_root root;
    in_child([&] {
        const auto up = create(PAGE_READWRITE, page, L"../Global/x");
        REQUIRE(up);
        CHECK(test::entries_of(root.path() + "/Global") == strings());
        CHECK_FALSE(open(FILE_MAP_READ, L"Global\\x"));
    });
}

TEST_CASE("refused names leave nothing behind") {
    const private_root root;
    in_child([&] {
        for (const std::wstring name :
             {L"a\\b", L"\\a", L"Global\\", L"Local\\", L"Local", L"global\\x", L"Local\\a\\b"})
            CHECK(create_raw(PAGE_READWRITE, page, name.c_str()) == nullptr);
        CHECK(create_raw(PAGE_READWRITE, page, std::wstring(32767, L'n').c_str()) == nullptr);
        CHECK(create_raw(PAGE_READWRITE, 0, L"n") == nullptr);
        CHECK(create_raw(PAGE_NOACCESS, page, L"n") == nullptr);
    });
    CHECK(root.leftovers() == strings());
}

TEST_CASE("the descriptors of a process do not grow with use") {
    const private_root root;
    in_child([] {
        { const auto warm_up = create(PAGE_READWRITE, page, L"n"); }
        const int before = test::open_descriptors();
        for (int i = 0; i < 100; ++i) {
            const auto section = create(PAGE_READWRITE, page, L"n");
            const auto opened = open(FILE_MAP_READ, L"n");
            const auto copied = test::duplicate(section, FILE_MAP_READ);
            const auto view = map(section, FILE_MAP_WRITE);
        }
        CHECK(test::open_descriptors() == before);
    });
    CHECK(root.leftovers() == strings());
}

TEST_CASE("what a process leaves open at its end is gone with it") {
    const private_root root;
    in_child([] {
        for (int i = 0; i < 50; ++i) {
            const auto name = L"n" + std::to_wstring(i);
            create(PAGE_READWRITE, page, name.c_str()).release();
        }
    });
    in_child([] {
        for (int i = 0; i < 50; ++i) {
            const auto name = L"n" + std::to_wstring(i);
            CHECK_FALSE(open(FILE_MAP_READ, name.c_str()));
        }
    });
    CHECK(root.leftovers() == strings());
}
