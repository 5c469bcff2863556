// mapview::waitable_timer: moments to wait for.
// SPDX-License-Identifier: MIT
#include <mapview/event.hpp>
#include <mapview/wait.hpp>
#include <mapview/waitable_timer.hpp>

#include "support/doctest.hpp"
#include "support/unique_name.hpp"

#include <chrono>

using mapview::errc, mapview::waitable_timer;
using std::chrono::steady_clock;
using test::unique_name;
using namespace std::chrono_literals;

TEST_CASE("an empty timer can be neither set nor waited for") {
    const waitable_timer none;
    std::error_code ec;
    none.set(1ms, {}, ec);
    CHECK(ec == errc::wrong_type);
    none.cancel(ec);
    CHECK(ec == errc::wrong_type);
    CHECK_FALSE(none.wait(0ms, ec));
    CHECK(ec == errc::wrong_type);
    CHECK_THROWS_AS(none.set(1ms), mapview::error);
    CHECK_THROWS_AS(none.cancel(), mapview::error);
    CHECK_THROWS_AS(none.wait(), mapview::error);
}

TEST_CASE("a timer is due after its time, once or with a period") {
    const auto timer = waitable_timer::create("");
    CHECK_FALSE(timer.wait(0ms));
    auto begun = steady_clock::now();
    timer.set(30ms);
    CHECK(timer.wait());
    CHECK(steady_clock::now() - begun >= 30ms);
    CHECK_FALSE(timer.wait(5ms));

    begun = steady_clock::now();
    timer.set(10ms, 20ms);
    for (int i = 0; i < 3; ++i) CHECK(timer.wait(30s));
    CHECK(steady_clock::now() - begun >= 50ms);
    timer.cancel();
    timer.set(-1h);
    CHECK(timer.wait_until(steady_clock::now() + 30s));
}

TEST_CASE("a timer with manual reset lets all waits pass") {
    const auto timer = waitable_timer::create("", {.manual_reset = true});
    timer.set(0ms);
    CHECK(timer.wait(30s));
    CHECK(timer.wait(0ms));
    timer.set(1h);
    CHECK_FALSE(timer.wait(0ms));
}

TEST_CASE("a period that no timer can have is refused") {
    const auto timer = waitable_timer::create("");
    for (const auto period : {-1ms, std::chrono::milliseconds(0x80000000)}) {
        std::error_code ec;
        timer.set(0ms, period, ec);
        CHECK(ec == errc::invalid_parameter);
        CHECK_THROWS_AS(timer.set(0ms, period), mapview::error);
    }
    CHECK_FALSE(timer.wait(5ms));
}

TEST_CASE("a timer's name is one of all kinds of objects") {
    const auto name = unique_name();
    std::error_code ec;
    waitable_timer::open(name, ec);
    CHECK(ec == errc::not_found);
    CHECK_THROWS_AS(waitable_timer::open(name), mapview::error);
    const auto first = waitable_timer::open_or_create(name, {.manual_reset = true});
    CHECK(first.created);
    const auto second = waitable_timer::open_or_create(name);
    CHECK_FALSE(second.created);
    const auto third = waitable_timer::open(name);
    third.set(0ms);
    CHECK(first.object.wait(30s));
    CHECK(second.object.wait(0ms));
    waitable_timer::create(name, {}, ec);
    CHECK(ec == errc::already_exists);
    CHECK_THROWS_AS(waitable_timer::create(name), mapview::error);
    mapview::event::open(name, ec);
    CHECK(ec == errc::wrong_type);
}

TEST_CASE("a timer is waited for among other objects") {
    const auto timer = waitable_timer::create("");
    const auto event = mapview::event::create("");
    timer.set(20ms);
    CHECK(mapview::wait_any({event, timer}).index == 1);
    event.set();
    timer.set(1ms);
    CHECK(mapview::wait_all({event, timer}, 30s));
}
