// Names of sections, UTF-8 on every system.
// SPDX-License-Identifier: MIT
#include <mapview/section.hpp>

#include "support/doctest.hpp"
#include "support/unique_name.hpp"

#include <string>
#include <string_view>

using mapview::errc, mapview::section;
using test::unique_name;
using namespace std::string_literals;

namespace {

std::error_code error_of_creating(std::string_view name) {
    std::error_code ec;
    const auto made = section::create(name, {.size = 1}, ec);
    CHECK(static_cast<bool>(made) == !ec);
    return ec;
}

std::error_code error_of_opening(std::string_view name) {
    std::error_code ec;
    const auto opened = section::open(name, mapview::access::read, ec);
    CHECK(static_cast<bool>(opened) == !ec);
    return ec;
}

/// Made, found, taken, and free again.
void check_accepted(const std::string& name) {
    {
        std::error_code ec;
        const auto made = section::create(name, {.size = 1}, ec);
        CHECK_FALSE(ec);
        CHECK_FALSE(error_of_opening(name));
        CHECK(error_of_creating(name) == errc::already_exists);
    }
    CHECK(error_of_opening(name) == errc::not_found);
}

void check_refused(std::string_view name, errc expected) {
    CHECK(error_of_creating(name) == expected);
    CHECK(error_of_opening(name) == expected);
}

std::string padded(std::string name, std::size_t length) {
    return name + std::string(length - name.size(), 'n');
}

}  // namespace

TEST_CASE("names may have any character but a backslash") {
    const auto name = unique_name();
    for (const auto* const more :
         {"/b", "//", "/../..", " ",   ".",    "..",   ":",    "*",  "?",  "<", ">",
          "|",  "\"", "%",      "%2F", "\x01", "\x1F", "\x7F", "\n", "\t", "~", "'"}) {
        CAPTURE(std::string(more));
        check_accepted(name + more);
        check_accepted(more + name);
    }
}

TEST_CASE("names may be nothing but dots or a slash") {
    for (const auto* const name : {".", "..", "...", "/", " "}) {
        CAPTURE(std::string(name));
        check_accepted(name);
    }
}

TEST_CASE("names may have characters of any alphabet") {
    const auto name = unique_name();
    check_accepted(name + "\u00E9");
    check_accepted(name + "\u4E2D\u6587");
    check_accepted(name + "\U0001F600\U0001F468\u200D\U0001F469");
    check_accepted("\u0416\u0443\u0440\u043D\u0430\u043B " + name);
}

TEST_CASE("names are case-sensitive") {
    const auto name = unique_name();
    const auto lower = section::create(name + "x", {.size = 1});
    CHECK(error_of_opening(name + "X") == errc::not_found);
}

TEST_CASE("a name ends where the string view ends") {
    const auto name = unique_name();
    const auto whole = name + "-and-more";
    const auto made = section::create(std::string_view(whole).substr(0, name.size()), {.size = 1});
    CHECK_FALSE(error_of_opening(name));
    CHECK(error_of_opening(whole) == errc::not_found);
}

TEST_CASE("a NUL in a name is refused") {
    const auto name = unique_name();
    check_refused(name + "\0x"s, errc::invalid_name);
    check_refused("\0"s, errc::invalid_name);
    check_refused(name + "\0"s, errc::invalid_name);
}

TEST_CASE("a NUL in a name does not cut it") {
    const auto name = unique_name();
    const auto made = section::create(name, {.size = 1});
    CHECK(error_of_opening(name + "\0x"s) == errc::invalid_name);
}

TEST_CASE("names of up to 32,766 characters are accepted") {
    const auto name = unique_name();
    for (const std::size_t length : {255U, 256U, 260U, 4096U, 32766U}) {
        CAPTURE(length);
        check_accepted(padded(name, length));
    }
}

TEST_CASE("longer names are refused") {
    const auto name = unique_name();
    check_refused(padded(name, 32767), errc::name_too_long);
    check_refused(padded(name, 100000), errc::name_too_long);
}

TEST_CASE("the length of a name counts in UTF-16 units") {
    const auto name = padded(unique_name(), 32764);
    check_accepted(name + "\u4E2D\u4E2D");
    check_accepted(name + "\U0001F600");
    check_refused(name + "\U0001F600x", errc::name_too_long);
    check_refused(name + "\u4E2D\u4E2D\u4E2D", errc::name_too_long);
}

TEST_CASE("Local is the name space of names without a prefix") {
    const auto name = unique_name();
    const auto made = section::create("Local\\" + name, {.size = 1});
    CHECK_FALSE(error_of_opening(name));
    CHECK(error_of_creating(name) == errc::already_exists);
}

TEST_CASE("Global is a name space of its own") {
    const auto name = unique_name();
    const auto made = section::create("Global\\" + name, {.size = 1});
    CHECK(error_of_opening(name) == errc::not_found);
    CHECK_FALSE(error_of_opening("Global\\" + name));
}

TEST_CASE("a backslash where none may be is a path that is not there") {
    check_refused(unique_name() + "\\b", errc::path_not_found);
    check_refused("Local\\" + unique_name() + "\\b", errc::path_not_found);
    check_refused("local\\" + unique_name(), errc::path_not_found);
}

TEST_CASE("a leading backslash is a bad path") {
    check_refused("\\" + unique_name(), errc::bad_path);
}

TEST_CASE("a prefix alone is no name") {
    check_refused("Global\\", errc::invalid_name);
    check_refused("Local\\", errc::invalid_name);
}

TEST_CASE("the empty name cannot be opened") {
    CHECK(error_of_opening("") == errc::wrong_type);
}
