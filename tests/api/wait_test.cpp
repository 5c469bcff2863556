// mapview::wait_any and wait_all.
// SPDX-License-Identifier: MIT
#include <mapview/event.hpp>
#include <mapview/mutex.hpp>
#include <mapview/semaphore.hpp>
#include <mapview/wait.hpp>

#include "support/child_process.hpp"
#include "support/doctest.hpp"
#include "support/role.hpp"
#include "support/unique_name.hpp"
#include "support/wine.hpp"

#include <chrono>
#include <thread>
#include <vector>

using mapview::errc, mapview::event, mapview::mutex, mapview::outcome, mapview::semaphore,
    mapview::wait_all, mapview::wait_any;
using namespace std::chrono_literals;

TEST_CASE("wait_any takes the first that is ready, and that one alone") {
    const auto one = event::create("");
    const auto two = semaphore::create("", {.count = 1});
    auto three = mutex::create("");
    auto got = wait_any({one, two, three});
    CHECK(got);
    CHECK(got.how == outcome::ready);
    CHECK(got.index == 1);
    CHECK_FALSE(two.try_acquire());
    got = wait_any({one, two, three});
    CHECK(got.index == 2);
    one.set();
    got = wait_any({one, two, three});
    CHECK(got.index == 0);
    three.unlock();
    std::error_code ec;
    three.unlock(ec);
    CHECK(ec == errc::not_owner);
}

TEST_CASE("wait_all takes all or none") {
    const auto one = event::create("", {.set = true});
    const auto two = semaphore::create("", {});
    CHECK_FALSE(wait_all({one, two}, 0ms));
    CHECK(one.wait(0ms));
    one.set();
    two.release();
    CHECK(wait_all({one, two}).how == outcome::ready);
    CHECK_FALSE(one.wait(0ms));
    CHECK_FALSE(two.try_acquire());
}

TEST_CASE("the time of a wait for several ends") {
    const auto one = event::create("");
    const auto two = event::create("");
    std::error_code ec = errc::not_found;
    CHECK(wait_any({one, two}, 5ms, ec).how == outcome::timed_out);
    CHECK_FALSE(ec);
    CHECK(wait_all({one, two}, 5ms, ec).how == outcome::timed_out);
    CHECK_FALSE(ec);
}

TEST_CASE("waits for several say that a mutex was abandoned, and own it") {
    const auto never = event::create("");
    auto guard = mutex::create("");
    std::thread([&] { guard.lock(); }).join();
    const auto any = wait_any({never, guard});
    CHECK(any);
    CHECK(any.how == outcome::abandoned);
    CHECK(any.index == 1);
    guard.unlock();
    std::thread([&] { guard.lock(); }).join();
    CHECK(wait_all({guard}).how == outcome::abandoned);
    CHECK(wait_all({guard}).how == outcome::ready);
    guard.unlock();
    guard.unlock();
}

TEST_CASE("a list of objects may be made while the program runs, up to 64") {
    std::vector<event> events;
    std::vector<mapview::waitable_ref> list;
    events.reserve(mapview::most_waitables + 1);
    for (std::size_t i = 0; i <= mapview::most_waitables; ++i)
        list.emplace_back(events.emplace_back(event::create("")));
    events[63].set();
    std::error_code ec;
    CHECK_FALSE(wait_any(list, 0ms, ec));
    CHECK(ec == errc::invalid_parameter);
    list.pop_back();
    CHECK(wait_any(list).index == 63);
    for (const auto& one : events) one.set();
    CHECK(wait_all(list));
    CHECK(events[64].wait(0ms));
}

TEST_CASE("a list of nothing, an empty object, and one object twice are refused") {
    std::error_code ec;
    CHECK_FALSE(wait_any(mapview::waitables(), 0ms, ec));
    CHECK(ec == errc::invalid_parameter);
    const event none;
    const auto one = event::create("", {.set = true});
    CHECK_FALSE(wait_any({one, none}, 0ms, ec));
    CHECK(ec == errc::wrong_type);
    CHECK(one.wait(0ms));
    CHECK_THROWS_WITH_AS(wait_all(mapview::waitables()),
                         "wait for all: a size or flag makes no sense", mapview::error);
    CHECK_THROWS_AS(wait_any(mapview::waitables()), mapview::error);
}

TEST_CASE("a wait for all of one object twice is refused") {
    const auto one = event::create("", {.set = true});
    std::error_code ec;
    const auto got = wait_all({one, one}, 0ms, ec);
    CHECK(test::differs_on_wine("V66", !got && ec == errc::invalid_parameter));
    CHECK(test::differs_on_wine("V66 nothing is taken", one.wait(0ms)));
}

// Waits for one of two events until the second one, and says what came.
TEST_ROLE(listener) {
    const auto work = semaphore::open(given.at(0));
    const auto stop = event::open(given.at(1));
    test::say("ready");
    int done = 0;
    while (wait_any({work, stop}).index == 0) ++done;
    test::say(std::to_string(done));
    return 0;
}

TEST_CASE("a process works on what comes until it is told to stop") {
    const auto work_name = test::unique_name(), stop_name = test::unique_name();
    const auto work = semaphore::create(work_name, {});
    const auto stop = event::create(stop_name);
    test::child_process child("listener", {work_name, stop_name});
    REQUIRE(child.hear() == "ready");
    work.release(3);
    work.release();
    stop.set();
    CHECK(child.hear() == "4");
    CHECK(child.wait() == 0);
}
