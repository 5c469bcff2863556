// mapview::mutex: the standard's locks, other threads, other processes, owners that end.
// SPDX-License-Identifier: MIT
#include <mapview/mutex.hpp>
#include <mapview/section.hpp>

#include "support/child_process.hpp"
#include "support/doctest.hpp"
#include "support/role.hpp"
#include "support/unique_name.hpp"

#include <chrono>
#include <cstdint>
#include <mutex>
#include <string>
#include <thread>

using mapview::errc, mapview::mutex;
using test::child_process, test::unique_name;
using namespace std::chrono_literals;

namespace {

/// Whether another thread could have the mutex now.
bool is_free(mutex& object) {
    bool got = false;
    std::thread([&] {
        got = object.try_lock();
        if (got) object.unlock();
    }).join();
    return got;
}

std::error_code error_of_unlocking(mutex& object) {
    std::error_code ec;
    object.unlock(ec);
    return ec;
}

}  // namespace

TEST_CASE("an empty mutex cannot be locked") {
    mutex none;
    CHECK_FALSE(none);
    std::error_code ec;
    none.lock(ec);
    CHECK(ec == errc::wrong_type);
    CHECK_FALSE(none.try_lock(ec));
    CHECK(ec == errc::wrong_type);
    CHECK(error_of_unlocking(none) == errc::wrong_type);
    CHECK_THROWS_AS(none.lock(), mapview::error);
    CHECK_THROWS_AS(none.try_lock(), mapview::error);
}

TEST_CASE("the standard's locks lock a mutex") {
    auto made = mutex::create(unique_name());
    CHECK(is_free(made));
    {
        const std::lock_guard lock(made);
        CHECK_FALSE(is_free(made));
    }
    CHECK(is_free(made));
    {
        std::unique_lock lock(made, std::defer_lock);
        CHECK(is_free(made));
        CHECK(lock.try_lock_for(0ms));
        CHECK_FALSE(is_free(made));
        lock.unlock();
        CHECK(is_free(made));
        CHECK(lock.try_lock_until(std::chrono::steady_clock::now() + 1s));
        CHECK_FALSE(is_free(made));
    }
    CHECK(is_free(made));
    auto other = mutex::create("");
    {
        const std::scoped_lock lock(made, other);
        CHECK_FALSE(is_free(made));
        CHECK_FALSE(is_free(other));
    }
    CHECK(is_free(made));
    CHECK(is_free(other));
}

TEST_CASE("the owner may lock again, and unlocks as many times") {
    auto made = mutex::create("");
    made.lock();
    CHECK(made.try_lock());
    made.unlock();
    CHECK_FALSE(is_free(made));
    made.unlock();
    CHECK(is_free(made));
    CHECK(error_of_unlocking(made) == errc::not_owner);
}

TEST_CASE("only its owner unlocks a mutex") {
    auto made = mutex::create("", {.owned = true});
    std::error_code ec;
    std::thread([&] { ec = error_of_unlocking(made); }).join();
    CHECK(ec == errc::not_owner);
    CHECK(ec == std::errc::operation_not_permitted);
    CHECK_FALSE(is_free(made));
    made.unlock();
    CHECK_THROWS_WITH_AS(made.unlock(), "unlock mutex: it is not owned by the calling thread",
                         mapview::error);
}

TEST_CASE("a mutex can begin owned, where it is made") {
    const auto name = unique_name();
    auto [first, made] = mutex::open_or_create(name, {.owned = true});
    CHECK(made);
    CHECK_FALSE(is_free(first));
    first.unlock();
    auto [second, made_again] = mutex::open_or_create(name, {.owned = true});
    CHECK_FALSE(made_again);
    CHECK(is_free(second));
}

TEST_CASE("what one handle locked another unlocks") {
    const auto name = unique_name();
    auto made = mutex::create(name);
    auto opened = mutex::open(name);
    made.lock();
    CHECK_FALSE(is_free(opened));
    opened.unlock();
    CHECK(is_free(made));
}

TEST_CASE("a time-out of a lock is no error") {
    auto made = mutex::create("", {.owned = true});
    std::thread([&] {
        std::error_code ec = errc::not_found;
        CHECK_FALSE(made.try_lock_for(5ms, ec));
        CHECK_FALSE(ec);
        CHECK_FALSE(made.try_lock_for(5ms));
        const auto end = std::chrono::system_clock::now() + 5ms;
        CHECK_FALSE(made.try_lock_until(end));
        CHECK(std::chrono::system_clock::now() >= end);
    }).join();
    made.unlock();
}

TEST_CASE("mutexes are found by name, and by no other kind") {
    const auto name = unique_name();
    std::error_code ec;
    CHECK_FALSE(mutex::open(name, ec));
    CHECK(ec == errc::not_found);
    const auto made = mutex::create(name, {}, ec);
    CHECK_FALSE(ec);
    CHECK(mutex::open(name, ec));
    CHECK_FALSE(mutex::create(name, {}, ec));
    CHECK(ec == errc::already_exists);
    CHECK_FALSE(mapview::section::open(name, mapview::access::read, ec));
    CHECK(ec == errc::wrong_type);
}

TEST_CASE("the mutex of a thread that ended is abandoned once, and owned") {
    auto made = mutex::create("");
    std::thread([&] { made.lock(); }).join();
    {
        const std::unique_lock lock(made);
        CHECK(made.abandoned());
        CHECK_FALSE(is_free(made));
    }
    const std::unique_lock lock(made);
    CHECK_FALSE(made.abandoned());
}

// Locks the mutex and holds it until it is killed, or its input ends.
TEST_ROLE(owner_of_mutex) {
    auto owned = mutex::open(given.at(0));
    owned.lock();
    test::say("owning");
    test::hear();
    return 0;
}

// Adds 1 to a number of a section, without an atomic instruction, as often as told.
TEST_ROLE(counter) {
    auto guard = mutex::open(given.at(0));
    const auto view = mapview::section::open(given.at(1)).map();
    for (int i = std::stoi(given.at(2)); i > 0; --i) {
        const std::lock_guard lock(guard);
        auto& number = view.as<std::uint32_t>();
        number = number + 1;
    }
    return 0;
}

TEST_CASE("the mutex of a process that is killed is abandoned to one who waits") {
    const auto name = unique_name();
    auto made = mutex::create(name);
    child_process child("owner_of_mutex", {name});
    REQUIRE(child.hear() == "owning");
    CHECK_FALSE(made.try_lock());
    bool got = false, abandoned = false;
    std::thread waiter([&] {
        got = made.try_lock_for(test::patience);
        abandoned = made.abandoned();
        if (got) made.unlock();
    });
    child.kill();
    waiter.join();
    CHECK(got);
    CHECK(abandoned);
    CHECK(made.try_lock());
    CHECK_FALSE(made.abandoned());
    made.unlock();
}

TEST_CASE("processes that add to one number under a mutex lose nothing") {
    const auto name = unique_name(), memory = unique_name();
    const auto made = mutex::create(name);
    const auto shared = mapview::section::create(memory, {.size = 4096});
    const auto view = shared.map();
    child_process one("counter", {name, memory, "2000"});
    child_process two("counter", {name, memory, "2000"});
    child_process three("counter", {name, memory, "2000"});
    CHECK(one.wait() == 0);
    CHECK(two.wait() == 0);
    CHECK(three.wait() == 0);
    CHECK(view.as<std::uint32_t>() == 6000);
}
