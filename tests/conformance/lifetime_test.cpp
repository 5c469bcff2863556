// Lifetime of bytes and names (semantics 1.9), and what other processes see (1.10).
// SPDX-License-Identifier: MIT
#include <windows.h>

#include "calls.hpp"
#include "support/child_process.hpp"
#include "support/doctest.hpp"
#include "support/eventually.hpp"
#include "support/role.hpp"
#include "support/unique_name.hpp"

#include <string>

using test::ask, test::handle, test::mapped, test::page, test::untouched, test::create_raw,
    test::create, test::open, test::map_raw, test::map, test::opening, test::child_process,
    test::unique_wide_name;

namespace {

std::wstring wide(const std::string& ascii) {
    return {ascii.begin(), ascii.end()};
}

bool becomes_free(const std::wstring& name) {
    return test::eventually([&] { return opening(name) == ERROR_FILE_NOT_FOUND; });
}

std::string text_of(HANDLE value) {
    return std::to_string(reinterpret_cast<ULONG_PTR>(value));
}

HANDLE handle_of(const std::string& text) {
    return reinterpret_cast<HANDLE>(static_cast<ULONG_PTR>(std::stoull(text)));
}

handle inheritable(DWORD protection, const wchar_t* name) {
    SECURITY_ATTRIBUTES attributes{sizeof attributes, nullptr, TRUE};
    return handle(CreateFileMappingW(INVALID_HANDLE_VALUE, &attributes, protection, 0, page, name));
}

}  // namespace

// Opens the named section, writes 42 into its second byte, and tells what its first byte is.
TEST_ROLE(visitor) {
    const auto section = open(FILE_MAP_WRITE | FILE_MAP_READ, wide(given.at(0)).c_str());
    if (!section) return 1;
    const auto view = map(section, FILE_MAP_WRITE);
    view[1] = 42;
    test::say(std::to_string(view[0]));
    return 0;
}

// Makes or opens the named section, marks it, keeps a handle until told to close it, and a view
// to its end.
TEST_ROLE(holder) {
    auto section = create(PAGE_READWRITE, page, wide(given.at(0)).c_str());
    const auto view = map(section, FILE_MAP_WRITE);
    view[0] = 11;
    test::say("holding");
    test::hear();
    section.close();
    test::say("closed");
    test::hear();
    return view[0];
}

// Tells whether a handle value it was given works here, as the letters r, w or an error number.
TEST_ROLE(heir) {
    const auto value = handle_of(given.at(0));
    const auto view = ask([&] { return map_raw(value, FILE_MAP_READ); });
    const mapped owned(view.value);
    if (!owned) {
        test::say(std::to_string(view.error));
        return 0;
    }
    const auto writing = ask([&] { return map_raw(value, FILE_MAP_WRITE); });
    const mapped writable(writing.value);
    if (writable) writable[1] = 42;
    test::say(std::string("r") + (writable ? "w " : " ") + std::to_string(owned[0]));
    test::hear();
    return 0;
}

// Does nothing with the library until its input ends.
TEST_ROLE(bystander) {
    test::say("here");
    test::hear();
    return 0;
}

// Tells the byte at an address, if the address is there.
TEST_ROLE(observer) {
    MEMORY_BASIC_INFORMATION found{};
    const auto address = handle_of(given.at(0));
    const bool view = VirtualQuery(address, &found, sizeof found) == sizeof found &&
                      found.Type == MEM_MAPPED && found.State == MEM_COMMIT &&
                      found.AllocationBase == address && found.RegionSize == 3 * page;
    test::say(view ? "view" : "nothing");
    return 0;
}

TEST_CASE("K01 a view lives on without any handle") {
    auto section = create(PAGE_READWRITE, page);
    const auto view = map(section, FILE_MAP_WRITE);
    section.close();
    view[100] = 1;
    CHECK(view[100] == 1);
}

TEST_CASE("K02 the name goes with the last handle, although a view lives") {
    const auto name = unique_wide_name();
    auto section = create(PAGE_READWRITE, page, name.c_str());
    const auto view = map(section, FILE_MAP_WRITE);
    section.close();
    CHECK(opening(name) == ERROR_FILE_NOT_FOUND);
}

TEST_CASE("K03 K04 K05 a new section of the name is another object, zeroed") {
    const auto name = unique_wide_name();
    auto first = create(PAGE_READWRITE, page, name.c_str());
    const auto old = map(first, FILE_MAP_WRITE);
    old[0] = 1;
    first.close();

    const auto made = ask([&] { return create_raw(PAGE_READWRITE, page, name.c_str()); });
    const handle second(made.value);
    CHECK(made.error == ERROR_SUCCESS);
    const auto fresh = map(second, FILE_MAP_WRITE);
    CHECK(fresh[0] == 0);
    fresh[0] = 2;
    CHECK(old[0] == 1);
}

TEST_CASE("K07 another handle keeps the name") {
    const auto name = unique_wide_name();
    auto creator = create(PAGE_READWRITE, page, name.c_str());
    auto other = open(FILE_MAP_READ, name.c_str());
    creator.close();
    CHECK(opening(name) == untouched);
    other.close();
    CHECK(opening(name) == ERROR_FILE_NOT_FOUND);
}

TEST_CASE("K09 a duplicate keeps the name") {
    const auto name = unique_wide_name();
    auto creator = create(PAGE_READWRITE, page, name.c_str());
    auto copied = test::duplicate(creator, FILE_MAP_READ);
    creator.close();
    CHECK(opening(name) == untouched);
    copied.close();
    CHECK(opening(name) == ERROR_FILE_NOT_FOUND);
}

TEST_CASE("K03 a name is used a hundred times over, each time for a fresh section") {
    const auto name = unique_wide_name();
    int errors = 0;
    for (int i = 0; i < 100; ++i) {
        const auto made = ask([&] { return create_raw(PAGE_READWRITE, page, name.c_str()); });
        const handle section(made.value);
        const auto view = map(section, FILE_MAP_WRITE);
        if (made.error != ERROR_SUCCESS || !view || view[0] != 0) ++errors;
        else view[0] = 1;
    }
    CHECK(errors == 0);
}

TEST_CASE("L01 a child opens the name and both see what the other writes") {
    const auto name = test::unique_name();
    const auto section = create(PAGE_READWRITE, page, wide(name).c_str());
    const auto view = map(section, FILE_MAP_WRITE);
    view[0] = 23;
    child_process child("visitor", {name});
    CHECK(child.hear() == "23");
    CHECK(child.wait() == 0);
    CHECK(view[1] == 42);
}

TEST_CASE("L04 the name of a killed sole holder is free") {
    const auto name = test::unique_name();
    child_process child("holder", {name});
    REQUIRE(child.hear() == "holding");
    CHECK(opening(wide(name)) == untouched);
    child.kill();
    CHECK(becomes_free(wide(name)));
}

TEST_CASE("L04 the name of a killed sole holder makes a fresh section") {
    const auto name = test::unique_name();
    child_process child("holder", {name});
    REQUIRE(child.hear() == "holding");
    child.kill();
    REQUIRE(becomes_free(wide(name)));
    const auto made = ask([&] { return create_raw(PAGE_READWRITE, page, wide(name).c_str()); });
    const handle section(made.value);
    CHECK(made.error == ERROR_SUCCESS);
    CHECK(map(section, FILE_MAP_READ)[0] == 0);
}

TEST_CASE("L05 L06 bytes and name outlive a killed creator while we hold them") {
    const auto name = test::unique_name();
    child_process child("holder", {name});
    REQUIRE(child.hear() == "holding");
    const auto section = open(FILE_MAP_READ, wide(name).c_str());
    const auto view = map(section, FILE_MAP_READ);
    child.kill();
    REQUIRE(view);
    CHECK(view[0] == 11);
    CHECK(opening(wide(name)) == untouched);
}

TEST_CASE("L07 L08 a view in another process keeps no name") {
    const auto name = test::unique_name();
    child_process child("holder", {name});
    REQUIRE(child.hear() == "holding");
    child.say("close");
    REQUIRE(child.hear() == "closed");
    CHECK(opening(wide(name)) == ERROR_FILE_NOT_FOUND);
    CHECK(child.wait() == 11);
}

TEST_CASE("L10 an inheritable handle works in a child by its value") {
    const auto section = inheritable(PAGE_READWRITE, nullptr);
    const auto view = map(section, FILE_MAP_WRITE);
    view[0] = 5;
    child_process child("heir", {text_of(section.get())});
    CHECK(child.hear() == "rw 5");
    CHECK(child.wait() == 0);
    CHECK(view[1] == 42);
}

TEST_CASE("L10 an inherited handle has the rights that it had") {
    const auto name = unique_wide_name();
    const auto section = create(PAGE_READWRITE, page, name.c_str());
    map(section, FILE_MAP_WRITE)[0] = 6;
    const handle reading(OpenFileMappingW(FILE_MAP_READ, TRUE, name.c_str()));
    REQUIRE(reading);
    child_process child("heir", {text_of(reading.get())});
    CHECK(child.hear() == "r 6");
}

TEST_CASE("L11 a handle that is not inheritable means nothing in a child") {
    const auto section = create(PAGE_READWRITE, page);
    child_process child("heir", {text_of(section.get())});
    CHECK(child.hear() == std::to_string(ERROR_INVALID_HANDLE));
}

TEST_CASE("L13 views are not inherited") {
    const auto section = inheritable(PAGE_READWRITE, nullptr);
    const auto large = create(PAGE_READWRITE, 3 * page);
    const auto view = map(large, FILE_MAP_READ);
    child_process child("observer", {text_of(view.get())});
    CHECK(child.hear() == "nothing");
}

TEST_CASE("L14 OpenFileMapping makes inheritable handles where asked to") {
    const auto name = unique_wide_name();
    const auto section = create(PAGE_READWRITE, page, name.c_str());
    const handle yes(OpenFileMappingW(FILE_MAP_READ, TRUE, name.c_str()));
    const handle no(OpenFileMappingW(FILE_MAP_READ, FALSE, name.c_str()));
    child_process heir("heir", {text_of(yes.get())});
    CHECK(heir.hear() == "r 0");
    child_process stranger("heir", {text_of(no.get())});
    CHECK(stranger.hear() == std::to_string(ERROR_INVALID_HANDLE));
}

TEST_CASE("L15 SetHandleInformation makes a handle inheritable") {
    const auto section = create(PAGE_READWRITE, page);
    REQUIRE(SetHandleInformation(section.get(), HANDLE_FLAG_INHERIT, HANDLE_FLAG_INHERIT));
    child_process child("heir", {text_of(section.get())});
    CHECK(child.hear() == "rw 0");
}

TEST_CASE("L15 SetHandleInformation takes inheritance back") {
    const auto section = inheritable(PAGE_READWRITE, nullptr);
    REQUIRE(SetHandleInformation(section.get(), HANDLE_FLAG_INHERIT, 0));
    child_process child("heir", {text_of(section.get())});
    CHECK(child.hear() == std::to_string(ERROR_INVALID_HANDLE));
}

TEST_CASE("L20 an inherited handle alone keeps the name, before the child uses it") {
    const auto name = unique_wide_name();
    auto section = inheritable(PAGE_READWRITE, name.c_str());
    map(section, FILE_MAP_WRITE)[0] = 9;
    child_process child("bystander");
    REQUIRE(child.hear() == "here");
    section.close();
    const auto opened = open(FILE_MAP_READ, name.c_str());
    REQUIRE(opened);
    CHECK(map(opened, FILE_MAP_READ)[0] == 9);
}

TEST_CASE("L21 the name goes with the child that alone inherited the handle") {
    const auto name = unique_wide_name();
    auto section = inheritable(PAGE_READWRITE, name.c_str());
    child_process child("bystander");
    REQUIRE(child.hear() == "here");
    section.close();
    REQUIRE(opening(name) == untouched);
    child.kill();
    CHECK(becomes_free(name));
}

TEST_CASE("L20 an inherited handle that the child uses keeps the name") {
    const auto name = unique_wide_name();
    auto section = inheritable(PAGE_READWRITE, name.c_str());
    child_process child("heir", {text_of(section.get())});
    REQUIRE(child.hear() == "rw 0");
    section.close();
    CHECK(opening(name) == untouched);
    CHECK(child.wait() == 0);
    CHECK(becomes_free(name));
}

TEST_CASE("a child that inherited nothing keeps no name") {
    const auto name = unique_wide_name();
    auto section = create(PAGE_READWRITE, page, name.c_str());
    child_process child("bystander");
    REQUIRE(child.hear() == "here");
    section.close();
    CHECK(opening(name) == ERROR_FILE_NOT_FOUND);
}
