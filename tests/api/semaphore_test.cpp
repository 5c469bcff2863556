// mapview::semaphore: counting.
// SPDX-License-Identifier: MIT
#include <mapview/event.hpp>
#include <mapview/semaphore.hpp>

#include "support/child_process.hpp"
#include "support/doctest.hpp"
#include "support/role.hpp"
#include "support/unique_name.hpp"
#include "support/wine.hpp"

#include <chrono>
#include <string>

using mapview::errc, mapview::semaphore;
using test::child_process, test::unique_name;
using namespace std::chrono_literals;

namespace {

std::error_code error_of_creating(mapview::semaphore_spec spec) {
    std::error_code ec;
    const auto made = semaphore::create("", spec, ec);
    CHECK(static_cast<bool>(made) == !ec);
    return ec;
}

}  // namespace

TEST_CASE("an empty semaphore has nothing to take") {
    const semaphore none;
    std::error_code ec;
    none.acquire(ec);
    CHECK(ec == errc::wrong_type);
    CHECK_FALSE(none.try_acquire(ec));
    CHECK(ec == errc::wrong_type);
    none.release(1, ec);
    CHECK(ec == errc::wrong_type);
    CHECK_THROWS_AS(none.acquire(), mapview::error);
}

TEST_CASE("a semaphore has as many units as were put in") {
    const auto made = semaphore::create("", {.count = 2, .maximum = 5});
    made.acquire();
    CHECK(made.try_acquire());
    CHECK_FALSE(made.try_acquire());
    CHECK(made.release() == 0);
    CHECK(made.release(3) == 1);
    for (int i = 0; i < 4; ++i) CHECK(made.try_acquire_for(0ms));
    CHECK_FALSE(made.try_acquire());
}

TEST_CASE("a release above the maximum adds nothing") {
    const auto made = semaphore::create("", {.count = 2, .maximum = 3});
    std::error_code ec;
    made.release(2, ec);
    CHECK(ec == errc::too_many_posts);
    made.release(0xFFFFFFFF, ec);
    CHECK(ec == errc::too_many_posts);
    made.release(0, ec);
    CHECK(test::differs_on_wine("V43", ec == errc::invalid_parameter));
    CHECK(made.release(1, ec) == 2);
    CHECK_FALSE(ec);
    CHECK_THROWS_WITH_AS(made.release(), "release semaphore: it would pass the semaphore's maximum",
                         mapview::error);
}

TEST_CASE("counts that make no sense are refused") {
    CHECK(error_of_creating({.count = 2, .maximum = 1}) == errc::invalid_parameter);
    CHECK(error_of_creating({.count = 0, .maximum = 0}) == errc::invalid_parameter);
    CHECK(error_of_creating({.count = 0, .maximum = 0x80000000}) == errc::invalid_parameter);
    CHECK(error_of_creating({.count = 0x80000000}) == errc::invalid_parameter);
    CHECK_FALSE(error_of_creating({.count = 0x7FFFFFFF}));
}

TEST_CASE("a semaphore that exists keeps its count and maximum") {
    const auto name = unique_name();
    const auto [first, made] = semaphore::open_or_create(name, {.count = 1, .maximum = 1});
    const auto [second, again] = semaphore::open_or_create(name, {.count = 7, .maximum = 9});
    CHECK(made);
    CHECK_FALSE(again);
    CHECK(second.try_acquire());
    CHECK_FALSE(first.try_acquire());
    CHECK(first.release() == 0);
    std::error_code ec;
    second.release(1, ec);
    CHECK(ec == errc::too_many_posts);
}

TEST_CASE("semaphores are found by name, and by no other kind") {
    const auto name = unique_name();
    std::error_code ec;
    CHECK_FALSE(semaphore::open(name, ec));
    CHECK(ec == errc::not_found);
    const auto made = semaphore::create(name, {.count = 1});
    CHECK(semaphore::open(name).try_acquire());
    CHECK_FALSE(semaphore::create(name, {}, ec));
    CHECK(ec == errc::already_exists);
    CHECK_FALSE(mapview::event::open(name, ec));
    CHECK(ec == errc::wrong_type);
}

TEST_CASE("a time-out of an acquire is no error") {
    const auto made = semaphore::create("", {});
    std::error_code ec = errc::not_found;
    CHECK_FALSE(made.try_acquire_for(5ms, ec));
    CHECK_FALSE(ec);
    CHECK_FALSE(made.try_acquire_until(std::chrono::steady_clock::now() + 5ms));
}

// Takes units until there have been as many as told.
TEST_ROLE(taker) {
    const auto units = semaphore::open(given.at(0));
    test::say("ready");
    for (int i = std::stoi(given.at(1)); i > 0; --i)
        if (!units.try_acquire_for(test::patience)) return 1;
    return 0;
}

TEST_CASE("what two processes take is what a third one released") {
    const auto name = unique_name();
    const auto made = semaphore::create(name, {});
    child_process one("taker", {name, "300"});
    child_process two("taker", {name, "200"});
    REQUIRE(one.hear() == "ready");
    REQUIRE(two.hear() == "ready");
    for (int i = 0; i < 100; ++i) made.release(5);
    CHECK(one.wait() == 0);
    CHECK(two.wait() == 0);
    CHECK_FALSE(made.try_acquire());
}
