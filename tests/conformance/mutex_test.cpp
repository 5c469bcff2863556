// Mutexes (semantics, table 2).
// SPDX-License-Identifier: MIT
#include <windows.h>

#include "support/child_process.hpp"
#include "support/doctest.hpp"
#include "support/role.hpp"
#include "support/unique_name.hpp"
#include "support/wine.hpp"
#include "waits.hpp"

#include <atomic>
#include <string>
#include <thread>

using test::ask, test::child_process, test::differs_on_wine, test::handle, test::in_thread,
    test::mutex, test::take, test::unique_wide_name, test::untouched, test::wait;

namespace {

std::wstring wide(const std::string& ascii) {
    return {ascii.begin(), ascii.end()};
}

DWORD releasing(const handle& object) {
    const auto released = ask([&] { return ReleaseMutex(object.get()); });
    return released.value ? untouched : released.error;
}

}  // namespace

// Owns a mutex until it is killed or told to end.
TEST_ROLE(owner) {
    const auto owned = mutex(true, wide(given.at(0)).c_str());
    test::say("owning");
    test::hear();
    return 0;
}

TEST_CASE("V20 a mutex can be created as the calling thread's") {
    const auto made = ask([] { return CreateMutexW(nullptr, TRUE, nullptr); });
    const handle owned(made.value);
    REQUIRE(owned);
    CHECK(made.error == ERROR_SUCCESS);
    CHECK(MUTEX_ALL_ACCESS == 0x1F0001);
    CHECK(in_thread([&] { return wait(owned); }) == WAIT_TIMEOUT);
    CHECK(ReleaseMutex(owned.get()));
    CHECK(in_thread([&] {
              const DWORD got = wait(owned);
              ReleaseMutex(owned.get());
              return got;
          }) == WAIT_OBJECT_0);
}

TEST_CASE("V21 the wish to own is ignored where the mutex exists") {
    const auto name = unique_wide_name();
    const auto first = mutex(false, name.c_str());
    const auto again = ask([&] { return CreateMutexW(nullptr, TRUE, name.c_str()); });
    const handle second(again.value);
    CHECK(again.error == ERROR_ALREADY_EXISTS);
    CHECK(releasing(second) == ERROR_NOT_OWNER);
    CHECK(in_thread([&] {
              const DWORD got = wait(first);
              ReleaseMutex(first.get());
              return got;
          }) == WAIT_OBJECT_0);
}

TEST_CASE("V22 V23 V24 each wait of the owner counts, and wants a release") {
    const auto owned = mutex(true);
    CHECK(take(owned));
    CHECK(take(owned));
    for (int i = 0; i < 3; ++i) {
        CHECK(in_thread([&] { return wait(owned); }) == WAIT_TIMEOUT);
        CHECK(releasing(owned) == untouched);
    }
    CHECK(releasing(owned) == ERROR_NOT_OWNER);
}

TEST_CASE("V25 a mutex that was never taken cannot be released") {
    CHECK(releasing(mutex()) == ERROR_NOT_OWNER);
}

TEST_CASE("V26 another thread cannot release a mutex") {
    const auto owned = mutex(true);
    CHECK(in_thread([&] { return releasing(owned); }) == ERROR_NOT_OWNER);
    CHECK(releasing(owned) == untouched);
}

TEST_CASE("V27 the mutex of a thread that ended is abandoned once, and the next owner's") {
    const auto object = mutex();
    CHECK(in_thread([&] { return wait(object); }) == WAIT_OBJECT_0);
    CHECK(wait(object) == WAIT_ABANDONED);
    CHECK(in_thread([&] { return wait(object); }) == WAIT_TIMEOUT);
    CHECK(releasing(object) == untouched);
    CHECK(wait(object) == WAIT_OBJECT_0);
    CHECK(releasing(object) == untouched);
}

TEST_CASE("V27 a wait that began before the owner ended learns that the mutex is abandoned") {
    const auto object = mutex();
    const auto taken = test::auto_event();
    std::thread owner([&] {
        wait(object);
        SetEvent(taken.get());
        Sleep(20);  // not needed for the result: lets the other thread fall asleep
    });
    CHECK(wait(taken, test::long_time) == WAIT_OBJECT_0);
    CHECK(wait(object, test::long_time) == WAIT_ABANDONED);
    CHECK(releasing(object) == untouched);
    owner.join();
}

TEST_CASE("V30 V31 releasing needs no right") {
    const auto name = unique_wide_name();
    const auto owned = mutex(true, name.c_str());
    const handle other(OpenMutexW(READ_CONTROL, FALSE, name.c_str()));
    REQUIRE(other);
    CHECK(releasing(other) == untouched);
    CHECK(releasing(owned) == ERROR_NOT_OWNER);
}

TEST_CASE("V32 waiting needs SYNCHRONIZE") {
    const auto name = unique_wide_name();
    const auto object = mutex(false, name.c_str());
    const handle other(OpenMutexW(READ_CONTROL, FALSE, name.c_str()));
    const auto waited = ask([&] { return wait(other); });
    CHECK(waited.value == WAIT_FAILED);
    CHECK(waited.error == ERROR_ACCESS_DENIED);
}

TEST_CASE("V30 a mutex is opened for defined rights only") {
    const auto name = unique_wide_name();
    const auto object = mutex(false, name.c_str());
    const auto opening = [&](DWORD access) {
        const auto opened = ask([&] { return OpenMutexW(access, FALSE, name.c_str()); });
        const handle owned(opened.value);
        return opened.value ? untouched : opened.error;
    };
    CHECK(differs_on_wine("V30", opening(0) == ERROR_ACCESS_DENIED));
    for (const unsigned bit : {1U, 2U, 15U, 21U, 23U, 26U, 27U}) {
        CAPTURE(bit);
        CHECK(differs_on_wine("V30", opening(1U << bit) == ERROR_ACCESS_DENIED));
    }
    CHECK(differs_on_wine("V30.24", opening(1U << 24) == ERROR_PRIVILEGE_NOT_HELD));
    CHECK(opening(MUTEX_ALL_ACCESS) == untouched);
    CHECK(opening(MAXIMUM_ALLOWED) == untouched);
    CHECK(opening(GENERIC_EXECUTE) == untouched);
}

TEST_CASE("V34 the killed process's mutex goes to one who waits") {
    const auto name = test::unique_name();
    child_process child("owner", {name});
    REQUIRE(child.hear() == "owning");
    const handle object(OpenMutexW(SYNCHRONIZE, FALSE, wide(name).c_str()));
    REQUIRE(object);
    CHECK(wait(object) == WAIT_TIMEOUT);
    std::atomic<DWORD> result = WAIT_FAILED;
    std::thread waiter([&] {
        result = wait(object, test::long_time);
        ReleaseMutex(object.get());
    });
    Sleep(20);  // not needed for the result: lets the thread fall asleep
    child.kill();
    waiter.join();
    CHECK(result == WAIT_ABANDONED);
    CHECK(take(object));
    CHECK(releasing(object) == untouched);
}

TEST_CASE("V37 the name of an owned mutex goes with its last handle") {
    const auto name = unique_wide_name();
    auto owned = mutex(true, name.c_str());
    owned.close();
    const auto opened = ask([&] { return OpenMutexW(SYNCHRONIZE, FALSE, name.c_str()); });
    CHECK(opened.value == nullptr);
    CHECK(opened.error == ERROR_FILE_NOT_FOUND);
}

TEST_CASE("a mutex is released through another handle than it was taken by") {
    const auto name = unique_wide_name();
    const auto first = mutex(false, name.c_str());
    const auto second = mutex(false, name.c_str());
    const auto third = test::duplicate(first, SYNCHRONIZE);
    CHECK(take(first));
    CHECK(take(second));
    CHECK(take(third));
    CHECK(releasing(second) == untouched);
    CHECK(releasing(third) == untouched);
    CHECK(in_thread([&] { return wait(second); }) == WAIT_TIMEOUT);
    CHECK(releasing(third) == untouched);
    CHECK(releasing(first) == ERROR_NOT_OWNER);
}

TEST_CASE("a mutex stays owned although the handle it was taken by is closed") {
    const auto name = unique_wide_name();
    auto first = mutex(true, name.c_str());
    const auto second = mutex(false, name.c_str());
    first.close();
    CHECK(in_thread([&] { return wait(second); }) == WAIT_TIMEOUT);
    CHECK(releasing(second) == untouched);
    CHECK(in_thread([&] { return wait(second); }) == WAIT_OBJECT_0);
    CHECK(wait(second) == WAIT_ABANDONED);
}

TEST_CASE("mutexes that were closed while owned do not hide others from being abandoned") {
    const auto last = mutex();
    const auto ended = [&] {
        for (int i = 0; i < 10; ++i) mutex(true).close();
        const DWORD got = wait(last);
        for (int i = 0; i < 10; ++i) mutex(true).close();
        return got;
    };
    CHECK(in_thread(ended) == WAIT_OBJECT_0);
    CHECK(wait(last) == WAIT_ABANDONED);
}

TEST_CASE("a thread owns many mutexes, and loses them all when it ends") {
    std::vector<handle> all;
    for (int i = 0; i < 300; ++i) all.push_back(mutex());
    CHECK(in_thread([&] {
              std::size_t got = 0;
              for (const auto& one : all) got += take(one) ? 1 : 0;
              return got;
          }) == all.size());
    std::size_t abandoned = 0;
    for (const auto& one : all) abandoned += wait(one) == WAIT_ABANDONED ? 1 : 0;
    CHECK(abandoned == all.size());
}

TEST_CASE("2.2 CreateMutexEx takes flags and rights") {
    const handle owned(
        CreateMutexExW(nullptr, nullptr, CREATE_MUTEX_INITIAL_OWNER, MUTEX_MODIFY_STATE));
    REQUIRE(owned);
    CHECK(wait(owned) == WAIT_FAILED);
    CHECK(releasing(owned) == untouched);
    CHECK(releasing(owned) == ERROR_NOT_OWNER);
    const auto made = ask([] { return CreateMutexExW(nullptr, nullptr, 2, MUTEX_ALL_ACCESS); });
    const handle wrong(made.value);
    CHECK(differs_on_wine("2.2", !made.value && made.error == ERROR_INVALID_PARAMETER));
}

TEST_CASE("2.2 ReleaseMutex refuses what is no mutex") {
    const auto event = test::auto_event();
    for (const HANDLE value : {HANDLE{}, event.get(), test::closed_handle()}) {
        const auto tried = ask([&] { return ReleaseMutex(value); });
        CHECK(!tried.value);
        CHECK(tried.error == ERROR_INVALID_HANDLE);
    }
}

TEST_CASE("a mutex's A functions mean the same names as the W functions") {
    const auto name = test::unique_name();
    const handle first(CreateMutexA(nullptr, TRUE, name.c_str()));
    const handle second(OpenMutexA(SYNCHRONIZE, FALSE, name.c_str()));
    const handle third(CreateMutexExA(nullptr, name.c_str(), 0, MUTEX_ALL_ACCESS));
    const handle fourth(OpenMutexW(SYNCHRONIZE, FALSE, wide(name).c_str()));
    REQUIRE(second);
    REQUIRE(third);
    REQUIRE(fourth);
    CHECK(releasing(second) == untouched);
    CHECK(releasing(fourth) == ERROR_NOT_OWNER);
}

TEST_CASE(
    "2.2 a wait learns that the mutex is abandoned although its handle was closed meanwhile") {
    DWORD result = WAIT_FAILED;
    // A wait that begins after all finds no handle: on a busy machine the nap may be too short.
    for (DWORD nap = 20; nap < 2000 && result == WAIT_FAILED; nap *= 4) {
        auto object = mutex();
        const auto taken = test::auto_event();
        const auto closed = test::auto_event();
        std::thread owner([&taken, &closed, handle = object.get()] {
            WaitForSingleObject(handle, 0);
            SetEvent(taken.get());
            wait(closed, test::long_time);
        });
        CHECK(wait(taken, test::long_time) == WAIT_OBJECT_0);
        std::atomic<bool> begun = false;
        std::thread waiter([&begun, &result, handle = object.get()] {
            begun = true;
            result = WaitForSingleObject(handle, test::long_time);
        });
        while (!begun) Sleep(1);
        Sleep(nap);
        CloseHandle(object.release());
        SetEvent(closed.get());
        owner.join();
        waiter.join();
    }
    CHECK(result == WAIT_ABANDONED);
}
