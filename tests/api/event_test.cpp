// mapview::event: making, opening, setting and waiting.
// SPDX-License-Identifier: MIT
#include <mapview/event.hpp>
#include <mapview/section.hpp>

#include "support/child_process.hpp"
#include "support/doctest.hpp"
#include "support/eventually.hpp"
#include "support/role.hpp"
#include "support/unique_name.hpp"

#include <chrono>
#include <cstdint>
#include <string>
#include <thread>
#include <utility>

using mapview::errc, mapview::event;
using test::child_process, test::unique_name;
using namespace std::chrono_literals;

namespace {

std::error_code error_of_opening(const std::string& name) {
    std::error_code ec;
    const auto opened = event::open(name, ec);
    CHECK(static_cast<bool>(opened) == !ec);
    return ec;
}

}  // namespace

TEST_CASE("an empty event owns nothing, and nothing can be done with it") {
    const event none;
    CHECK_FALSE(none);
    CHECK(none.native_handle() == nullptr);
    std::error_code ec;
    none.set(ec);
    CHECK(ec == errc::wrong_type);
    none.reset(ec);
    CHECK(ec == errc::wrong_type);
    CHECK_FALSE(none.wait(0ms, ec));
    CHECK(ec == errc::wrong_type);
}

TEST_CASE("an auto-reset event lets one wait pass for each set") {
    const auto made = event::create(unique_name());
    CHECK_FALSE(made.wait(0ms));
    made.set();
    made.set();
    CHECK(made.wait());
    CHECK_FALSE(made.wait(0ms));
}

TEST_CASE("a manual-reset event lets all waits pass until it is reset") {
    const auto made = event::create(unique_name(), {.manual_reset = true});
    CHECK_FALSE(made.wait(0ms));
    made.set();
    CHECK(made.wait());
    CHECK(made.wait());
    made.reset();
    CHECK_FALSE(made.wait(0ms));
}

TEST_CASE("an event can begin set") {
    const auto made = event::create(unique_name(), {.set = true});
    CHECK(made.wait(0ms));
    CHECK_FALSE(made.wait(0ms));
}

TEST_CASE("create refuses a name that is taken") {
    const auto name = unique_name();
    const auto first = event::create(name, {.set = true});
    std::error_code ec;
    CHECK_FALSE(event::create(name, {}, ec));
    CHECK(ec == errc::already_exists);
    CHECK(first.wait(0ms));
}

TEST_CASE("open reports a free name as not found") {
    CHECK(error_of_opening(unique_name()) == errc::not_found);
}

TEST_CASE("open finds what create made, of either kind") {
    const auto name = unique_name();
    for (const bool manual : {false, true}) {
        const auto made = event::create(name, {.manual_reset = manual});
        const auto opened = event::open(name);
        opened.set();
        CHECK(made.wait(0ms));
        CHECK(made.wait(0ms) == manual);
    }
}

TEST_CASE("open_or_create says which of the two it did, and leaves what exists as it is") {
    const auto name = unique_name();
    const auto [first, made] = event::open_or_create(name, {.set = true});
    const auto [second, made_again] = event::open_or_create(name, {.manual_reset = true});
    CHECK(made);
    CHECK_FALSE(made_again);
    CHECK(second.wait(0ms));
    CHECK_FALSE(first.wait(0ms));
}

TEST_CASE("events and sections share one name space") {
    const auto name = unique_name();
    std::error_code ec;
    {
        const auto memory = mapview::section::create(name, {.size = 1});
        CHECK(error_of_opening(name) == errc::wrong_type);
        CHECK_FALSE(event::create(name, {}, ec));
        CHECK(ec == errc::wrong_type);
    }
    const auto made = event::create(name);
    CHECK_FALSE(mapview::section::open(name, mapview::access::read, ec));
    CHECK(ec == errc::wrong_type);
}

TEST_CASE("an event's name is free when the last handle is closed") {
    const auto name = unique_name();
    auto made = event::create(name);
    auto opened = event::open(name);
    made.close();
    CHECK_FALSE(made);
    CHECK_FALSE(error_of_opening(name));
    opened.close();
    opened.close();
    CHECK(error_of_opening(name) == errc::not_found);
}

TEST_CASE("events without a name are separate objects") {
    const auto one = event::create("");
    const auto two = event::create("");
    one.set();
    CHECK_FALSE(two.wait(0ms));
    CHECK(one.wait(0ms));
}

TEST_CASE("a malformed name is refused") {
    std::error_code ec;
    CHECK_FALSE(event::create("\xff", {}, ec));
    CHECK(ec == errc::invalid_name);
    CHECK_FALSE(event::create("a\\b", {}, ec));
    CHECK(ec == errc::path_not_found);
}

TEST_CASE("moving an event empties its source and closes what the target held") {
    const auto old_name = unique_name();
    auto target = event::create(old_name);
    auto source = event::create(unique_name(), {.set = true});
    auto* const handle = source.native_handle();
    target = std::move(source);
    CHECK_FALSE(source);  // NOLINT(bugprone-use-after-move): the moved-from state is documented
    CHECK(target.native_handle() == handle);
    CHECK(error_of_opening(old_name) == errc::not_found);
    auto& same = target;
    target = std::move(same);
    CHECK(target.wait(0ms));
}

TEST_CASE("success clears an error code that was set") {
    const auto name = unique_name();
    std::error_code ec = errc::not_found;
    const auto made = event::create(name, {}, ec);
    CHECK_FALSE(ec);
    ec = errc::not_found;
    CHECK(event::open(name, ec));
    CHECK_FALSE(ec);
    ec = errc::not_found;
    CHECK_FALSE(event::open_or_create(name, {}, ec).created);
    CHECK_FALSE(ec);
    ec = errc::not_found;
    made.set(ec);
    CHECK_FALSE(ec);
    ec = errc::not_found;
    CHECK(made.wait(0ms, ec));
    CHECK_FALSE(ec);
    ec = errc::not_found;
    made.reset(ec);
    CHECK_FALSE(ec);
}

TEST_CASE("the throwing forms name the action, the object and the reason") {
    CHECK_THROWS_WITH_AS(event::open("mapview-no-such-event"),
                         "open event 'mapview-no-such-event': no object has this name",
                         mapview::error);
    CHECK_THROWS_WITH_AS(event().set(), "set event: it is another kind of object", mapview::error);
}

TEST_CASE("a wait lasts as long as it was told") {
    const auto made = event::create("");
    const auto begin = std::chrono::steady_clock::now();
    CHECK_FALSE(made.wait(20ms));
    CHECK(std::chrono::steady_clock::now() - begin >= 15ms);  // Windows may be a tick early
    CHECK_FALSE(made.wait_until(std::chrono::steady_clock::now() + 5ms));
    CHECK_FALSE(made.wait_until(std::chrono::system_clock::now() - 1h));
}

TEST_CASE("a set ends the wait of another thread") {
    const auto made = event::create("");
    bool passed = false;
    std::thread waiter([&] { passed = made.wait(test::patience); });
    made.set();
    waiter.join();
    CHECK(passed);
}

// Answers the first event by the second until its input ends, having seen what a section tells.
TEST_ROLE(echo) {
    const auto asked = event::open(given.at(0));
    const auto answered = event::open(given.at(1));
    const auto view = mapview::section::open(given.at(2)).map();
    auto& number = view.as<std::uint32_t>();
    test::say("ready");
    for (std::uint32_t i = 0; i < 100; ++i) {
        if (!asked.wait(test::patience)) return 1;
        number = number + 1;
        answered.set();
    }
    return 0;
}

// Waits for the event until it is killed.
TEST_ROLE(sleeper) {
    const auto awaited = event::open(given.at(0));
    test::say("waiting");
    awaited.wait();
    return 0;
}

TEST_CASE("two processes take turns, and see what the other one wrote") {
    const auto asking = unique_name(), answering = unique_name(), memory = unique_name();
    const auto ask = event::create(asking);
    const auto answer = event::create(answering);
    const auto shared = mapview::section::create(memory, {.size = 4096});
    const auto view = shared.map();
    child_process child("echo", {asking, answering, memory});
    REQUIRE(child.hear() == "ready");
    for (std::uint32_t i = 0; i < 100; ++i) {
        view.as<std::uint32_t>() = 2 * i;
        ask.set();
        REQUIRE(answer.wait(test::patience));
        REQUIRE(view.as<std::uint32_t>() == 2 * i + 1);
    }
    CHECK(child.wait() == 0);
}

TEST_CASE("a waiter that is killed takes no signal with it") {
    const auto name = unique_name();
    const auto made = event::create(name);
    child_process child("sleeper", {name});
    REQUIRE(child.hear() == "waiting");
    child.kill();
    made.set();
    CHECK(made.wait(0ms));
}

TEST_CASE("an event's name is free when its only holder is killed") {
    const auto name = unique_name();
    auto made = event::create(name);
    child_process child("sleeper", {name});
    REQUIRE(child.hear() == "waiting");
    made.close();
    CHECK_FALSE(error_of_opening(name));
    child.kill();
    CHECK(test::eventually([&] { return error_of_opening(name) == errc::not_found; }));
}

// Sets the event whose handle it inherited.
TEST_ROLE(heir_of_event) {
    const auto value = static_cast<std::uintptr_t>(std::stoull(given.at(0)));
    event::from_native_handle(reinterpret_cast<void*>(value)).set();
    return 0;
}

TEST_CASE("a child sets an event that it inherited") {
    const auto made = event::create("", {.inheritable = true});
    const auto value = reinterpret_cast<std::uintptr_t>(made.native_handle());
    child_process child("heir_of_event", {std::to_string(value)});
    CHECK(child.wait() == 0);
    CHECK(made.wait(0ms));
}
