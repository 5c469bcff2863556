// mapview::view and const_view: ranges, bytes, typed access.
// SPDX-License-Identifier: MIT
#include <mapview/section.hpp>
#include <mapview/view.hpp>

#include "support/doctest.hpp"
#include "support/unique_name.hpp"

#include <cstdint>
#include <limits>
#include <type_traits>
#include <utility>

using mapview::errc, mapview::map_granularity, mapview::section;
using test::unique_name;

namespace {

constexpr std::uint64_t page = 4096;

section three_slots() {
    return section::create(unique_name(), {.size = 3 * map_granularity});
}

std::error_code error_of_mapping(const section& from, mapview::range part) {
    std::error_code ec;
    const auto view = from.map(part, ec);
    CHECK(static_cast<bool>(view) == !ec);
    std::error_code same;
    CHECK_FALSE(static_cast<bool>(from.map_const(part, same)) == static_cast<bool>(ec));
    CHECK(same == ec);
    std::error_code again;
    CHECK_FALSE(static_cast<bool>(from.map_copy(part, again)) == static_cast<bool>(ec));
    CHECK(again == ec);
    return ec;
}

struct record {
    std::uint32_t number;
    std::uint64_t value;
};

}  // namespace

TEST_CASE("an empty view maps nothing") {
    const mapview::view none;
    CHECK_FALSE(none);
    CHECK(none.data() == nullptr);
    CHECK(none.size() == 0);
    CHECK(none.bytes().empty());
}

TEST_CASE("map without a range shows the whole section") {
    const auto frames = three_slots();
    const auto view = frames.map();
    CHECK(view.size() == 3 * map_granularity);
    CHECK(view.bytes().size() == view.size());
    CHECK(view.bytes().data() == view.data());
}

TEST_CASE("a length gives as many bytes as were asked for") {
    CHECK(three_slots().map({.length = 100}).size() == 100);
    CHECK(three_slots().map_const({.length = 100}).size() == 100);
    CHECK(three_slots().map_copy({.length = 100}).size() == 100);
}

TEST_CASE("an offset without a length shows the rest of the section") {
    CHECK(three_slots().map({.offset = map_granularity}).size() == 2 * map_granularity);
    CHECK(three_slots().map_const({.offset = map_granularity}).size() == 2 * map_granularity);
}

TEST_CASE("a view shows the section's bytes from its offset on") {
    const auto frames = three_slots();
    frames.map().bytes()[2 * map_granularity + 1] = std::byte{9};
    CHECK(frames.map_const({.offset = 2 * map_granularity}).bytes()[1] == std::byte{9});
}

TEST_CASE("a view begins at a multiple of the granularity in memory") {
    const auto view = three_slots().map({.offset = map_granularity, .length = 1});
    CHECK(reinterpret_cast<std::uintptr_t>(view.data()) % map_granularity == 0);
}

TEST_CASE("an offset between two multiples of the granularity is misaligned") {
    const auto frames = three_slots();
    for (const std::uint64_t offset :
         {std::uint64_t{1}, page, map_granularity - 1, map_granularity + page}) {
        CAPTURE(offset);
        CHECK(error_of_mapping(frames, {.offset = offset}) == errc::misaligned);
    }
}

TEST_CASE("a range past the end is denied") {
    const auto frames = three_slots();
    CHECK(error_of_mapping(frames, {.length = 3 * map_granularity + 1}) == errc::access_denied);
    CHECK(error_of_mapping(frames, {.offset = map_granularity,
                                    .length = 2 * map_granularity + 1}) == errc::access_denied);
}

TEST_CASE("an offset at the end or beyond is refused") {
    const auto frames = three_slots();
    CHECK(error_of_mapping(frames, {.offset = 3 * map_granularity}));
    CHECK(error_of_mapping(frames, {.offset = 3 * map_granularity, .length = 1}));
    CHECK(error_of_mapping(frames, {.offset = std::uint64_t{1} << 40}));
    CHECK(error_of_mapping(frames, {.offset = ~std::uint64_t{0} - map_granularity + 1}));
}

#ifndef _WIN32
TEST_CASE("on Linux an offset at the end or beyond is denied") {
    const auto frames = three_slots();
    CHECK(error_of_mapping(frames, {.offset = 3 * map_granularity, .length = 1}) ==
          errc::access_denied);
    CHECK(error_of_mapping(frames, {.offset = std::uint64_t{1} << 40}) == errc::access_denied);
}

TEST_CASE("on Linux a length that no address space holds is an invalid parameter") {
    const auto frames = three_slots();
    constexpr auto most = std::numeric_limits<std::size_t>::max();
    CHECK(error_of_mapping(frames, {.length = most}) == errc::invalid_parameter);
    CHECK(error_of_mapping(frames, {.length = most / 2 + 1}) == errc::invalid_parameter);
}
#endif

TEST_CASE("an offset and a length that wrap around are refused") {
    CHECK(error_of_mapping(three_slots(), {.offset = map_granularity,
                                           .length = std::numeric_limits<std::size_t>::max()}));
}

TEST_CASE("what a copy-on-write view writes stays in it") {
    const auto frames = three_slots();
    const auto shared = frames.map();
    const auto copied = frames.map_copy();
    copied.bytes()[0] = std::byte{1};
    CHECK(copied.bytes()[0] == std::byte{1});
    CHECK(shared.bytes()[0] == std::byte{0});
}

TEST_CASE("a copy-on-write view sees shared writes to pages it has not written") {
    const auto frames = three_slots();
    const auto copied = frames.map_copy();
    frames.map().bytes()[page] = std::byte{2};
    CHECK(copied.bytes()[page] == std::byte{2});
}

TEST_CASE("a view outlives its section") {
    auto frames = three_slots();
    const auto view = frames.map();
    frames.close();
    view.bytes()[3 * map_granularity - 1] = std::byte{7};
    CHECK(view.bytes()[3 * map_granularity - 1] == std::byte{7});
}

TEST_CASE("a view keeps no name") {
    const auto name = unique_name();
    auto frames = section::create(name, {.size = page});
    const auto view = frames.map();
    frames.close();
    std::error_code ec;
    CHECK_FALSE(section::open(name, mapview::access::read, ec));
    CHECK(ec == errc::not_found);
}

TEST_CASE("a new section of a name is another object than an old view") {
    const auto name = unique_name();
    auto frames = section::create(name, {.size = page});
    const auto old = frames.map();
    old.bytes()[0] = std::byte{1};
    frames.close();

    const auto again = section::create(name, {.size = page});
    const auto fresh = again.map();
    CHECK(fresh.bytes()[0] == std::byte{0});
    fresh.bytes()[0] = std::byte{2};
    CHECK(old.bytes()[0] == std::byte{1});
}

TEST_CASE("unmapping empties a view and leaves the others") {
    const auto frames = three_slots();
    auto one = frames.map();
    const auto two = frames.map();
    one.bytes()[0] = std::byte{5};
    one.unmap();
    CHECK_FALSE(one);
    CHECK(one.size() == 0);
    CHECK(two.bytes()[0] == std::byte{5});
    one.unmap();
}

TEST_CASE("moving a view empties its source") {
    const auto frames = three_slots();
    auto source = frames.map();
    auto* const data = source.data();
    const auto target = std::move(source);
    CHECK_FALSE(source);  // NOLINT(bugprone-use-after-move): the moved-from state is documented
    CHECK(target.data() == data);
}

TEST_CASE("move assignment unmaps what the target showed") {
    const auto frames = three_slots();
    auto target = frames.map();
    target = frames.map({.offset = map_granularity});
    target.bytes()[0] = std::byte{3};
    CHECK(frames.map_const().bytes()[map_granularity] == std::byte{3});
}

TEST_CASE("as gives the object at an offset") {
    const auto frames = three_slots();
    const auto view = frames.map();
    view.as<record>(16) = {.number = 4, .value = 5};
    CHECK(frames.map_const().as<record>(16).value == 5);
}

TEST_CASE("as of a const view is const") {
    CHECK(std::is_same_v<decltype(std::declval<mapview::const_view>().as<int>()), const int&>);
    CHECK(std::is_same_v<decltype(std::declval<mapview::view>().as<int>()), int&>);
}

TEST_CASE("as refuses what does not fit") {
    const auto view = three_slots().map({.length = 24});
    std::error_code ec;
    CHECK(view.as<record>(8, ec) != nullptr);
    CHECK_FALSE(ec);
    CHECK(view.as<record>(16, ec) == nullptr);
    CHECK(ec == errc::bad_length);
    CHECK(view.as<record>(std::numeric_limits<std::size_t>::max() - 7, ec) == nullptr);
    CHECK(ec == errc::bad_length);
    CHECK(view.as<char>(23, ec) != nullptr);
    CHECK(view.as<char>(24, ec) == nullptr);
}

TEST_CASE("as refuses an offset that does not suit the type") {
    const auto view = three_slots().map();
    std::error_code ec;
    CHECK(view.as<record>(4, ec) == nullptr);
    CHECK(ec == errc::misaligned);
}

TEST_CASE("as throws where there is no error code") {
    const auto view = three_slots().map();
    CHECK_THROWS_AS(view.as<record>(4), mapview::error);
    CHECK_THROWS_AS(view.as<record>(view.size()), mapview::error);
}

TEST_CASE("as_span gives as many objects as fit") {
    const auto frames = three_slots();
    const auto view = frames.map({.length = 100});
    CHECK(view.as_span<record>().size() == 100 / sizeof(record));
    CHECK(view.as_span<std::uint32_t>().size() == 25);
    view.as_span<std::uint32_t>()[24] = 99;
    CHECK(frames.map_const().as<std::uint32_t>(96) == 99);
}

TEST_CASE("as_span of an empty view is empty") {
    CHECK(mapview::view{}.as_span<int>().empty());
}

TEST_CASE("flushing a view succeeds") {
    const auto frames = three_slots();
    const auto view = frames.map();
    view.flush();
    std::error_code ec = errc::not_found;
    view.flush(ec);
    CHECK_FALSE(ec);
    frames.map_const().flush(ec);
    CHECK_FALSE(ec);
}
