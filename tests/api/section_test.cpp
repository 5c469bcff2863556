// mapview::section: creating, opening, closing, moving.
// SPDX-License-Identifier: MIT
#include <mapview/section.hpp>

#include "support/child_process.hpp"
#include "support/doctest.hpp"
#include "support/eventually.hpp"
#include "support/role.hpp"
#include "support/unique_name.hpp"
#include "support/wine.hpp"

#include <cstddef>
#include <cstdint>
#include <new>
#include <string>
#include <utility>

using mapview::errc, mapview::section;
using test::child_process, test::unique_name;

namespace {

constexpr std::uint64_t page = 4096;

std::error_code error_of_opening(const std::string& name,
                                 mapview::access wanted = mapview::access::read) {
    std::error_code ec;
    const auto opened = section::open(name, wanted, ec);
    CHECK(static_cast<bool>(opened) == !ec);
    return ec;
}

std::error_code error_of_creating(const std::string& name, mapview::section_spec spec) {
    std::error_code ec;
    const auto made = section::create(name, spec, ec);
    CHECK(static_cast<bool>(made) == !ec);
    return ec;
}

}  // namespace

TEST_CASE("an empty section owns nothing") {
    const section none;
    CHECK_FALSE(none);
    CHECK(none.native_handle() == nullptr);
}

TEST_CASE("create makes a section of whole pages") {
    const auto made = section::create(unique_name(), {.size = 1});
    CHECK(made);
    CHECK(made.size() == page);
    CHECK(section::create(unique_name(), {.size = page}).size() == page);
    CHECK(section::create(unique_name(), {.size = page + 1}).size() == 2 * page);
}

TEST_CASE("a section of more than 4 GiB has its whole size") {
    const auto made = section::create(unique_name(), {.size = (std::uint64_t{1} << 32) + 1});
    CHECK(made.size() == (std::uint64_t{1} << 32) + page);
}

TEST_CASE("create refuses a name that is taken") {
    const auto name = unique_name();
    const auto first = section::create(name, {.size = page});
    const auto ec = error_of_creating(name, {.size = page});
    CHECK(ec == errc::already_exists);
    CHECK(ec == std::errc::file_exists);
}

TEST_CASE("a refused create leaves the holder of the name alone") {
    const auto name = unique_name();
    const auto first = section::create(name, {.size = page});
    first.map().bytes()[0] = std::byte{7};
    CHECK(error_of_creating(name, {.size = page}) == errc::already_exists);
    CHECK(section::open(name).map_const().bytes()[0] == std::byte{7});
}

TEST_CASE("create refuses size 0") {
    CHECK(error_of_creating(unique_name(), {.size = 0}) == errc::invalid_parameter);
}

TEST_CASE("create refuses a size that no machine has") {
    const auto ec = error_of_creating(unique_name(), {.size = ~std::uint64_t{0}});
    CHECK(test::differs_on_wine("A12", ec == errc::not_enough_memory));
}

TEST_CASE("a refused create leaves the name free") {
    const auto name = unique_name();
    CHECK(error_of_creating(name, {.size = 0}));
    CHECK(error_of_opening(name) == errc::not_found);
}

TEST_CASE("open reports a free name as not found") {
    const auto ec = error_of_opening(unique_name());
    CHECK(ec == errc::not_found);
    CHECK(ec == std::errc::no_such_file_or_directory);
}

TEST_CASE("open finds what create made") {
    const auto name = unique_name();
    const auto made = section::create(name, {.size = 3 * page});
    const auto opened = section::open(name);
    CHECK(opened.size() == 3 * page);
    made.map().bytes()[5] = std::byte{5};
    CHECK(opened.map().bytes()[5] == std::byte{5});
}

TEST_CASE("a section opened to read cannot be mapped to write") {
    const auto name = unique_name();
    const auto made = section::create(name, {.size = page});
    const auto opened = section::open(name, mapview::access::read);
    std::error_code ec;
    CHECK_FALSE(opened.map({}, ec));
    CHECK(ec == errc::access_denied);
    CHECK(ec == std::errc::permission_denied);
}

TEST_CASE("a section opened to read can be mapped to read and copied") {
    const auto name = unique_name();
    const auto made = section::create(name, {.size = page});
    made.map().bytes()[0] = std::byte{3};
    const auto opened = section::open(name, mapview::access::read);
    CHECK(opened.map_const().bytes()[0] == std::byte{3});
    const auto copied = opened.map_copy();
    copied.bytes()[0] = std::byte{4};
    CHECK(made.map_const().bytes()[0] == std::byte{3});
}

TEST_CASE("a section opened to read knows its size") {
    const auto name = unique_name();
    const auto made = section::create(name, {.size = 2 * page});
    CHECK(section::open(name, mapview::access::read).size() == 2 * page);
}

TEST_CASE("open_or_create says which of the two it did") {
    const auto name = unique_name();
    const auto [first, made] = section::open_or_create(name, {.size = page});
    const auto [second, made_again] = section::open_or_create(name, {.size = page});
    CHECK(made);
    CHECK_FALSE(made_again);
}

TEST_CASE("open_or_create keeps the size of what exists") {
    const auto name = unique_name();
    const auto first = section::open_or_create(name, {.size = page});
    const auto second = section::open_or_create(name, {.size = 8 * page});
    CHECK(second.object.size() == page);
}

TEST_CASE("open_or_create opens to read and write") {
    const auto name = unique_name();
    const auto first = section::open_or_create(name, {.size = page});
    const auto second = section::open_or_create(name, {.size = page});
    second.object.map().bytes()[1] = std::byte{9};
    CHECK(first.object.map_const().bytes()[1] == std::byte{9});
}

TEST_CASE("open_or_create without throwing reports its error") {
    std::error_code ec;
    const auto [object, made] = section::open_or_create(unique_name(), {.size = 0}, ec);
    CHECK(ec == errc::invalid_parameter);
    CHECK_FALSE(object);
    CHECK_FALSE(made);
}

TEST_CASE("success clears an error code that was set") {
    const auto name = unique_name();
    std::error_code ec = errc::not_found;
    const auto made = section::create(name, {.size = page}, ec);
    CHECK_FALSE(ec);
    ec = errc::not_found;
    const auto opened = section::open(name, mapview::access::read, ec);
    CHECK_FALSE(ec);
    ec = errc::not_found;
    const auto either = section::open_or_create(name, {.size = page}, ec);
    CHECK_FALSE(ec);
    ec = errc::not_found;
    const auto view = made.map({}, ec);
    CHECK_FALSE(ec);
    ec = errc::not_found;
    CHECK(made.size(ec) == page);
    CHECK_FALSE(ec);
}

TEST_CASE("closing frees the name at once") {
    const auto name = unique_name();
    auto made = section::create(name, {.size = page});
    made.close();
    CHECK_FALSE(made);
    CHECK(made.native_handle() == nullptr);
    CHECK(error_of_opening(name) == errc::not_found);
}

TEST_CASE("closing twice does nothing") {
    auto made = section::create(unique_name(), {.size = page});
    made.close();
    made.close();
    CHECK_FALSE(made);
}

TEST_CASE("the end of its scope closes a section") {
    const auto name = unique_name();
    { const auto made = section::create(name, {.size = page}); }
    CHECK(error_of_opening(name) == errc::not_found);
}

TEST_CASE("the name stays while one of several sections has it") {
    const auto name = unique_name();
    auto made = section::create(name, {.size = page});
    auto opened = section::open(name);
    made.close();
    CHECK_FALSE(error_of_opening(name));
    opened.close();
    CHECK(error_of_opening(name) == errc::not_found);
}

TEST_CASE("a name serves again for a fresh section of another size") {
    const auto name = unique_name();
    section::create(name, {.size = page}).map().bytes()[0] = std::byte{1};
    const auto again = section::create(name, {.size = 2 * page});
    CHECK(again.size() == 2 * page);
    CHECK(again.map_const().bytes()[0] == std::byte{0});
}

TEST_CASE("moving a section empties its source") {
    auto source = section::create(unique_name(), {.size = page});
    auto* const handle = source.native_handle();
    const auto target = std::move(source);
    CHECK_FALSE(source);  // NOLINT(bugprone-use-after-move): the moved-from state is documented
    CHECK(target.native_handle() == handle);
}

TEST_CASE("move assignment closes what the target held") {
    const auto old_name = unique_name();
    const auto name = unique_name();
    auto target = section::create(old_name, {.size = page});
    auto source = section::create(name, {.size = page});
    target = std::move(source);
    CHECK(error_of_opening(old_name) == errc::not_found);
    CHECK_FALSE(error_of_opening(name));
    CHECK_FALSE(source);  // NOLINT(bugprone-use-after-move)
}

TEST_CASE("assigning a section to itself keeps it") {
    auto one = section::create(unique_name(), {.size = page});
    auto& same = one;
    one = std::move(same);
    CHECK(one);
    CHECK(one.size() == page);
}

TEST_CASE("sections without a name are separate objects") {
    const auto one = section::create("", {.size = page});
    const auto two = section::create("", {.size = page});
    one.map().bytes()[0] = std::byte{1};
    CHECK(two.map_const().bytes()[0] == std::byte{0});
}

TEST_CASE("open_or_create without a name always makes") {
    const auto one = section::open_or_create("", {.size = page});
    const auto two = section::open_or_create("", {.size = page});
    CHECK(one.created);
    CHECK(two.created);
}

TEST_CASE("a section without a name cannot be opened") {
    const auto unnamed = section::create("", {.size = page});
    CHECK(error_of_opening("") == errc::wrong_type);
}

TEST_CASE("populate has every page there, zeroed and writable") {
    const auto made = section::create(unique_name(), {.size = 16 * page, .populate = true});
    const auto view = made.map();
    std::size_t zeros = 0;
    for (const auto byte : view.bytes()) zeros += byte == std::byte{0};
    CHECK(zeros == 16 * page);
    view.bytes()[0] = std::byte{1};
    CHECK(made.map_const().bytes()[0] == std::byte{1});
}

#ifndef _WIN32
TEST_CASE("on Linux more memory than the machine has is refused") {
    CHECK(error_of_creating(unique_name(), {.size = std::uint64_t{1} << 40}) ==
          errc::commitment_limit);
}

TEST_CASE("on Linux populating more memory than the machine has is refused") {
    CHECK(error_of_creating(unique_name(), {.size = std::uint64_t{1} << 40, .populate = true}) ==
          errc::commitment_limit);
}
#endif

TEST_CASE("from_native_handle takes a handle over, and closes it") {
    const auto name = unique_name();
    // Placed by hand, so that no destructor closes the handle a second time.
    alignas(section) std::byte storage[sizeof(section)];
    auto* const made = new (storage) section(section::create(name, {.size = page}));
    auto adopted = section::from_native_handle(made->native_handle());
    CHECK(adopted.size() == page);
    CHECK_FALSE(error_of_opening(name));
    adopted.close();
    CHECK(error_of_opening(name) == errc::not_found);
}

// Opens the named section, tells its first byte, writes 42 into the second.
TEST_ROLE(visitor) {
    const auto view = section::open(given.at(0)).map();
    test::say(std::to_string(std::to_integer<int>(view.bytes()[0])));
    view.bytes()[1] = std::byte{42};
    return 0;
}

// Makes the named section, marks it and holds it until its input ends.
TEST_ROLE(holder) {
    const auto held = section::create(given.at(0), {.size = page});
    held.map().bytes()[0] = std::byte{11};
    test::say("holding");
    test::hear();
    return 0;
}

// Takes over a handle by its value, and does as the visitor does.
TEST_ROLE(heir) {
    const auto value = static_cast<std::uintptr_t>(std::stoull(given.at(0)));
    const auto heritage = section::from_native_handle(reinterpret_cast<void*>(value));
    const auto view = heritage.map();
    test::say(std::to_string(std::to_integer<int>(view.bytes()[0])));
    view.bytes()[1] = std::byte{42};
    return 0;
}

TEST_CASE("two processes share the bytes of a name") {
    const auto name = unique_name();
    const auto made = section::create(name, {.size = page});
    const auto view = made.map();
    view.bytes()[0] = std::byte{23};
    child_process child("visitor", {name});
    CHECK(child.hear() == "23");
    CHECK(child.wait() == 0);
    CHECK(view.bytes()[1] == std::byte{42});
}

TEST_CASE("what another process holds is found, and taken") {
    const auto name = unique_name();
    child_process child("holder", {name});
    REQUIRE(child.hear() == "holding");
    CHECK(section::open(name).map_const().bytes()[0] == std::byte{11});
    CHECK(error_of_creating(name, {.size = page}) == errc::already_exists);
}

TEST_CASE("the name of a holder that ends is free") {
    const auto name = unique_name();
    child_process child("holder", {name});
    REQUIRE(child.hear() == "holding");
    CHECK(child.wait() == 0);
    CHECK(error_of_opening(name) == errc::not_found);
}

TEST_CASE("the name of a holder that is killed is free") {
    const auto name = unique_name();
    child_process child("holder", {name});
    REQUIRE(child.hear() == "holding");
    child.kill();
    CHECK(test::eventually([&] { return error_of_opening(name) == errc::not_found; }));
}

TEST_CASE("the name of a killed holder makes a fresh section") {
    const auto name = unique_name();
    child_process child("holder", {name});
    REQUIRE(child.hear() == "holding");
    child.kill();
    section again;
    CHECK(test::eventually([&] {
        std::error_code ec;
        again = section::create(name, {.size = page}, ec);
        return !ec;
    }));
    CHECK(again.map_const().bytes()[0] == std::byte{0});
}

TEST_CASE("a section outlives its killed maker while we hold it") {
    const auto name = unique_name();
    child_process child("holder", {name});
    REQUIRE(child.hear() == "holding");
    const auto ours = section::open(name);
    child.kill();
    CHECK(ours.map_const().bytes()[0] == std::byte{11});
    CHECK_FALSE(error_of_opening(name));
}

TEST_CASE("an inheritable section works in a child by its value") {
    const auto made = section::create("", {.size = page, .inheritable = true});
    const auto view = made.map();
    view.bytes()[0] = std::byte{17};
    child_process child("heir",
                        {std::to_string(reinterpret_cast<std::uintptr_t>(made.native_handle()))});
    CHECK(child.hear() == "17");
    CHECK(child.wait() == 0);
    CHECK(view.bytes()[1] == std::byte{42});
}

TEST_CASE("an inheritable section keeps its name in a child") {
    const auto name = unique_name();
    auto made = section::create(name, {.size = page, .inheritable = true});
    auto* const handle = made.native_handle();
    child_process child("heir", {std::to_string(reinterpret_cast<std::uintptr_t>(handle))});
    CHECK(child.hear() == "0");
    CHECK(child.wait() == 0);
    CHECK_FALSE(error_of_opening(name));
    made.close();
    CHECK(error_of_opening(name) == errc::not_found);
}
