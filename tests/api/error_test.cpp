// Error codes and the exception.
// SPDX-License-Identifier: MIT
#include <mapview/error.hpp>
#include <mapview/section.hpp>

#include "support/doctest.hpp"
#include "support/unique_name.hpp"

#include <set>
#include <string>
#include <system_error>
#include <type_traits>

using mapview::errc, mapview::section;

namespace {

struct meaning {
    errc code;
    int number;
    std::errc condition;
};

constexpr meaning meanings[]{
    {errc::not_found, 2, std::errc::no_such_file_or_directory},
    {errc::path_not_found, 3, std::errc::no_such_file_or_directory},
    {errc::too_many_open_files, 4, std::errc::too_many_files_open},
    {errc::access_denied, 5, std::errc::permission_denied},
    {errc::wrong_type, 6, std::errc::invalid_argument},
    {errc::not_enough_memory, 8, std::errc::not_enough_memory},
    {errc::write_protected, 19, std::errc::read_only_file_system},
    {errc::bad_length, 24, std::errc::result_out_of_range},
    {errc::not_supported, 50, std::errc::not_supported},
    {errc::invalid_parameter, 87, std::errc::invalid_argument},
    {errc::invalid_name, 123, std::errc::invalid_argument},
    {errc::bad_path, 161, std::errc::invalid_argument},
    {errc::already_exists, 183, std::errc::file_exists},
    {errc::name_too_long, 206, std::errc::filename_too_long},
    {errc::not_owner, 288, std::errc::operation_not_permitted},
    {errc::too_many_posts, 298, std::errc::value_too_large},
    {errc::invalid_address, 487, std::errc::bad_address},
    {errc::misaligned, 1132, std::errc::invalid_argument},
    {errc::no_system_resources, 1450, std::errc::no_space_on_device},
    {errc::commitment_limit, 1455, std::errc::not_enough_memory},
};

}  // namespace

TEST_CASE("each code has its Win32 number") {
    for (const auto& one : meanings) CHECK(std::error_code(one.code).value() == one.number);
}

TEST_CASE("each code belongs to the Win32 category") {
    for (const auto& one : meanings)
        CHECK(std::error_code(one.code).category() == mapview::win32_category());
}

TEST_CASE("each code equals the condition that the header names, and no other of them") {
    for (const auto& one : meanings) {
        CAPTURE(one.number);
        CHECK(std::error_code(one.code) == one.condition);
        for (const auto& other : meanings)
            if (other.condition != one.condition)
                CHECK(std::error_code(one.code) != other.condition);
    }
}

TEST_CASE("each code has a text of its own, one line without a full stop") {
    std::set<std::string> texts;
    for (const auto& one : meanings) {
        CAPTURE(one.number);
        const auto text = std::error_code(one.code).message();
        CHECK(text.size() > 5);
        CHECK(text.find_first_of("\r\n") == std::string::npos);
        CHECK(text.back() != '.');
        texts.insert(text);
    }
    CHECK(texts.size() == std::size(meanings));
}

TEST_CASE("a number that has no name keeps its value") {
    const std::error_code other(1234, mapview::win32_category());
    CHECK(other.value() == 1234);
    CHECK_FALSE(other.message().empty());
    CHECK(other.default_error_condition().category() == mapview::win32_category());
}

TEST_CASE("the category has a name") {
    CHECK_FALSE(std::string(mapview::win32_category().name()).empty());
}

TEST_CASE("no error is no error") {
    const std::error_code none(0, mapview::win32_category());
    CHECK_FALSE(none);
    CHECK(none == std::error_condition(0, mapview::win32_category()));
}

TEST_CASE("open without an error code tells the action, the object and the reason") {
    CHECK_THROWS_WITH_AS(section::open("no-such-section"),
                         "open section 'no-such-section': no object has this name", mapview::error);
}

TEST_CASE("create without an error code tells the action and the object") {
    const auto name = test::unique_name();
    const auto first = section::create(name, {.size = 1});
    const auto expected =
        "create section '" + name + "': " + std::error_code(errc::already_exists).message();
    CHECK_THROWS_WITH_AS(section::create(name, {.size = 1}), expected.c_str(), mapview::error);
}

TEST_CASE("the exception carries code and name") {
    try {
        section::open("no-such-section");
        FAIL("it opened");
    } catch (const mapview::error& failure) {
        CHECK(failure.code() == errc::not_found);
        CHECK(failure.name() == "no-such-section");
    }
}

TEST_CASE("the exception is a std::system_error") {
    CHECK_THROWS_AS(section::open("no-such-section"), std::system_error);
    CHECK(std::is_nothrow_copy_constructible_v<std::system_error>);
}

TEST_CASE("a failure without a name does not speak of one") {
    const auto unnamed = section::create("", {.size = 1});
    try {
        static_cast<void>(unnamed.map({.offset = 1}));
        FAIL("it mapped");
    } catch (const mapview::error& failure) {
        CHECK(failure.code() == errc::misaligned);
        CHECK(failure.name().empty());
        CHECK(std::string(failure.what()).find("''") == std::string::npos);
    }
}

TEST_CASE("every throwing form throws what the other form reports") {
    const auto name = test::unique_name();
    const auto thrown = [](auto call) {
        try {
            call();
        } catch (const mapview::error& failure) {
            return failure.code();
        }
        return std::error_code();
    };
    CHECK(thrown([&] { section::open(name); }) == errc::not_found);
    CHECK(thrown([&] { section::create(name, {.size = 0}); }) == errc::invalid_parameter);
    CHECK(thrown([&] { section::open_or_create(name, {.size = 0}); }) == errc::invalid_parameter);
    const auto made = section::create(name, {.size = 1});
    CHECK(thrown([&] { static_cast<void>(made.map({.offset = 1})); }) == errc::misaligned);
    CHECK(thrown([&] { static_cast<void>(made.map_const({.offset = 1})); }) == errc::misaligned);
    CHECK(thrown([&] { static_cast<void>(made.map_copy({.offset = 1})); }) == errc::misaligned);
}
