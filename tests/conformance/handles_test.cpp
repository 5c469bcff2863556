// CloseHandle, DuplicateHandle, handle flags within a process (semantics 1.10).
// SPDX-License-Identifier: MIT
#include <windows.h>

#include "calls.hpp"
#include "support/doctest.hpp"
#include "support/unique_name.hpp"

#include <vector>

using test::ask, test::handle, test::page, test::untouched, test::create, test::open, test::map_raw,
    test::map, test::mapping, test::duplicate, test::unique_wide_name;

namespace {

DWORD closing(HANDLE value) {
    const auto done = ask([&] { return CloseHandle(value); });
    return done.value ? untouched : done.error;
}

DWORD duplicating(HANDLE from, HANDLE source, HANDLE to, HANDLE* target, DWORD access,
                  DWORD options) {
    const auto done =
        ask([&] { return DuplicateHandle(from, source, to, target, access, FALSE, options); });
    return done.value ? untouched : done.error;
}

HANDLE self() {
    return GetCurrentProcess();
}

}  // namespace

TEST_CASE("N01 a handle is closed") {
    CHECK(closing(create(PAGE_READWRITE, page).release()) == untouched);
}

TEST_CASE("N02 a handle is closed once") {
    CHECK(closing(test::closed_handle()) == ERROR_INVALID_HANDLE);
}

TEST_CASE("N03 null is no handle") {
    CHECK(closing(nullptr) == ERROR_INVALID_HANDLE);
}

TEST_CASE("N04 closing the pseudo handle of the process succeeds and does nothing") {
    CHECK(closing(INVALID_HANDLE_VALUE) == untouched);
    CHECK(closing(INVALID_HANDLE_VALUE) == untouched);
}

TEST_CASE("N05 closing the pseudo handle of the thread succeeds and does nothing") {
    CHECK(closing(reinterpret_cast<HANDLE>(static_cast<LONG_PTR>(-2))) == untouched);
}

TEST_CASE("N07 a value that never was a handle is refused") {
    CHECK(closing(reinterpret_cast<HANDLE>(ULONG_PTR{0x7FFFFFF0})) == ERROR_INVALID_HANDLE);
}

TEST_CASE("N10 a protected handle is not closed, until it is protected no more") {
    auto section = create(PAGE_READWRITE, page);
    REQUIRE(SetHandleInformation(section.get(), HANDLE_FLAG_PROTECT_FROM_CLOSE,
                                 HANDLE_FLAG_PROTECT_FROM_CLOSE));
    CHECK(closing(section.get()) == ERROR_INVALID_HANDLE);
    CHECK(mapping(section, FILE_MAP_READ) == untouched);
    REQUIRE(SetHandleInformation(section.get(), HANDLE_FLAG_PROTECT_FROM_CLOSE, 0));
    CHECK(closing(section.release()) == untouched);
}

TEST_CASE("N14 the value of a closed handle is used again") {
    const auto value = test::closed_handle();
    CHECK(create(PAGE_READWRITE, page).get() == value);
}

TEST_CASE("a handle's flags are asked for one by one") {
    const auto section = create(PAGE_READWRITE, page);
    DWORD flags = 77;
    const auto asked = ask([&] { return GetHandleInformation(section.get(), &flags); });
    CHECK(asked.value);
    CHECK(asked.error == untouched);
    CHECK(flags == 0);
    REQUIRE(SetHandleInformation(section.get(), HANDLE_FLAG_INHERIT, HANDLE_FLAG_INHERIT));
    CHECK(GetHandleInformation(section.get(), &flags));
    CHECK(flags == HANDLE_FLAG_INHERIT);
    REQUIRE(SetHandleInformation(section.get(), HANDLE_FLAG_PROTECT_FROM_CLOSE,
                                 HANDLE_FLAG_PROTECT_FROM_CLOSE));
    CHECK(GetHandleInformation(section.get(), &flags));
    CHECK(flags == (HANDLE_FLAG_INHERIT | HANDLE_FLAG_PROTECT_FROM_CLOSE));
    REQUIRE(SetHandleInformation(section.get(),
                                 HANDLE_FLAG_INHERIT | HANDLE_FLAG_PROTECT_FROM_CLOSE, 0));
    CHECK(GetHandleInformation(section.get(), &flags));
    CHECK(flags == 0);
}

TEST_CASE("the flags of what is no handle are refused") {
    DWORD flags = 0;
    const auto asked = ask([&] { return GetHandleInformation(test::closed_handle(), &flags); });
    CHECK_FALSE(asked.value);
    CHECK(asked.error == ERROR_INVALID_HANDLE);
    const auto set = ask([&] {
        return SetHandleInformation(test::closed_handle(), HANDLE_FLAG_INHERIT,
                                    HANDLE_FLAG_INHERIT);
    });
    CHECK_FALSE(set.value);
    CHECK(set.error == ERROR_INVALID_HANDLE);
}

TEST_CASE("M01 a duplicate with the same access is another handle to the same section") {
    const auto section = create(PAGE_READWRITE, page);
    HANDLE value = nullptr;
    CHECK(duplicating(self(), section.get(), self(), &value, 0, DUPLICATE_SAME_ACCESS) ==
          untouched);
    const handle copied(value);
    REQUIRE(copied);
    CHECK(copied.get() != section.get());
    map(section, FILE_MAP_WRITE)[0] = 31;
    CHECK(map(copied, FILE_MAP_WRITE)[0] == 31);
}

TEST_CASE("M02 a duplicate with fewer rights maps no more than they allow") {
    const auto section = create(PAGE_READWRITE, page);
    const auto copied = duplicate(section, FILE_MAP_READ);
    REQUIRE(copied);
    CHECK(mapping(copied, FILE_MAP_READ) == untouched);
    CHECK(mapping(copied, FILE_MAP_WRITE) == ERROR_ACCESS_DENIED);
}

TEST_CASE("M03 a duplicate may have more rights than its source") {
    const auto name = unique_wide_name();
    const auto section = create(PAGE_READWRITE, page, name.c_str());
    const auto reading = open(FILE_MAP_READ, name.c_str());
    const auto copied = duplicate(reading, FILE_MAP_READ | FILE_MAP_WRITE);
    REQUIRE(copied);
    CHECK(mapping(copied, FILE_MAP_WRITE) == untouched);
}

TEST_CASE("M07 a duplicate without rights maps nothing") {
    const auto section = create(PAGE_READWRITE, page);
    const auto copied = duplicate(section, 0);
    REQUIRE(copied);
    CHECK(mapping(copied, 0) == ERROR_ACCESS_DENIED);
    CHECK(mapping(copied, FILE_MAP_READ) == ERROR_ACCESS_DENIED);
}

TEST_CASE("M07 generic rights of a duplicate are those of the section type") {
    const auto section = create(PAGE_READWRITE, page);
    CHECK(mapping(duplicate(section, GENERIC_READ), FILE_MAP_READ) == untouched);
    CHECK(mapping(duplicate(section, GENERIC_READ), FILE_MAP_WRITE) == ERROR_ACCESS_DENIED);
    CHECK(mapping(duplicate(section, GENERIC_ALL), FILE_MAP_WRITE) == untouched);
    CHECK(mapping(duplicate(section, MAXIMUM_ALLOWED), FILE_MAP_WRITE) == untouched);
}

TEST_CASE("M08 a duplicate that nobody wants to know succeeds") {
    const auto section = create(PAGE_READWRITE, page);
    CHECK(duplicating(self(), section.get(), self(), nullptr, 0, DUPLICATE_SAME_ACCESS) ==
          untouched);
}

TEST_CASE("M09 M10 null and closed handles have no duplicates") {
    HANDLE copied = nullptr;
    CHECK(duplicating(self(), nullptr, self(), &copied, 0, DUPLICATE_SAME_ACCESS) ==
          ERROR_INVALID_HANDLE);
    CHECK(duplicating(self(), test::closed_handle(), self(), &copied, 0, DUPLICATE_SAME_ACCESS) ==
          ERROR_INVALID_HANDLE);
}

TEST_CASE("M11 M12 M13 a bad or null process has no handles") {
    const auto section = create(PAGE_READWRITE, page);
    const auto bad = test::closed_handle();
    HANDLE copied = nullptr;
    for (const auto process : {bad, HANDLE{nullptr}}) {
        CAPTURE(process);
        CHECK(duplicating(process, section.get(), self(), &copied, 0, DUPLICATE_SAME_ACCESS) ==
              ERROR_INVALID_HANDLE);
        CHECK(duplicating(self(), section.get(), process, &copied, 0, DUPLICATE_SAME_ACCESS) ==
              ERROR_INVALID_HANDLE);
    }
}

TEST_CASE("M20 a source is closed where the duplicate is to take its place") {
    const auto name = unique_wide_name();
    auto section = create(PAGE_READWRITE, page, name.c_str());
    const auto source = section.release();
    HANDLE value = nullptr;
    CHECK(duplicating(self(), source, self(), &value, 0,
                      DUPLICATE_SAME_ACCESS | DUPLICATE_CLOSE_SOURCE) == untouched);
    handle copied(value);
    REQUIRE(copied);
    CHECK(mapping(copied, FILE_MAP_WRITE) == untouched);
    if (value != source) CHECK(closing(source) == ERROR_INVALID_HANDLE);
    copied.close();
    CHECK_FALSE(open(FILE_MAP_READ, name.c_str()));
}

TEST_CASE("M26 M27 a source to be closed is closed even where duplicating fails") {
    const auto source = create(PAGE_READWRITE, page).release();
    HANDLE copied = nullptr;
    CHECK(duplicating(self(), source, test::closed_handle(), &copied, 0,
                      DUPLICATE_SAME_ACCESS | DUPLICATE_CLOSE_SOURCE) == ERROR_INVALID_HANDLE);
    CHECK(map_raw(source, FILE_MAP_READ) == nullptr);
}

TEST_CASE("1.10 a protected source survives DUPLICATE_CLOSE_SOURCE") {
    const auto section = create(PAGE_READWRITE, page);
    REQUIRE(SetHandleInformation(section.get(), HANDLE_FLAG_PROTECT_FROM_CLOSE,
                                 HANDLE_FLAG_PROTECT_FROM_CLOSE));
    HANDLE value = nullptr;
    CHECK(duplicating(self(), section.get(), self(), &value, 0,
                      DUPLICATE_SAME_ACCESS | DUPLICATE_CLOSE_SOURCE) == untouched);
    const handle copied(value);
    CHECK(copied.get() != section.get());
    CHECK(mapping(section, FILE_MAP_READ) == untouched);
    REQUIRE(SetHandleInformation(section.get(), HANDLE_FLAG_PROTECT_FROM_CLOSE, 0));
}

TEST_CASE("a duplicate is inheritable where asked for") {
    const auto section = create(PAGE_READWRITE, page);
    HANDLE value = nullptr;
    REQUIRE(DuplicateHandle(self(), section.get(), self(), &value, 0, TRUE, DUPLICATE_SAME_ACCESS));
    const handle copied(value);
    DWORD flags = 0;
    CHECK(GetHandleInformation(copied.get(), &flags));
    CHECK(flags == HANDLE_FLAG_INHERIT);
}

TEST_CASE("the duplicate of a duplicate is the same section") {
    const auto section = create(PAGE_READWRITE, page);
    const auto second = duplicate(duplicate(section, GENERIC_ALL), GENERIC_ALL);
    map(section, FILE_MAP_WRITE)[0] = 1;
    CHECK(map(second, FILE_MAP_READ)[0] == 1);
}

TEST_CASE("each of two hundred handles keeps the name") {
    const auto name = unique_wide_name();
    std::vector<handle> handles;
    handles.push_back(create(PAGE_READWRITE, page, name.c_str()));
    for (int i = 0; i < 199; ++i) handles.push_back(open(FILE_MAP_READ, name.c_str()));
    while (handles.size() > 1) {
        handles.erase(handles.begin());
        REQUIRE(open(FILE_MAP_READ, name.c_str()));
    }
    handles.clear();
    CHECK_FALSE(open(FILE_MAP_READ, name.c_str()));
}
