// One section, many threads.
// SPDX-License-Identifier: MIT
#include <mapview/section.hpp>

#include "support/doctest.hpp"
#include "support/unique_name.hpp"

#include <atomic>
#include <thread>
#include <utility>
#include <vector>

using mapview::section;

namespace {

template <class Work>
void in_threads(int count, Work work) {
    std::vector<std::thread> threads;
    for (int i = 0; i < count; ++i) threads.emplace_back(work, i);
    for (auto& thread : threads) thread.join();
}

}  // namespace

TEST_CASE("threads may map one section at the same time") {
    const auto shared = section::create(test::unique_name(), {.size = 8 * 4096});
    std::atomic<int> errors = 0;
    in_threads(8, [&](int number) {
        for (int i = 0; i < 200; ++i) {
            std::error_code ec;
            const auto view = shared.map({}, ec);
            if (ec) ++errors;
            else view.bytes()[static_cast<std::size_t>(number) * 4096] = std::byte{1};
        }
    });
    CHECK(errors == 0);
    int marks = 0;
    for (std::size_t i = 0; i < 8; ++i)
        marks += shared.map_const().bytes()[i * 4096] == std::byte{1};
    CHECK(marks == 8);
}

TEST_CASE("of many threads that create one name exactly one makes it") {
    const auto name = test::unique_name();
    std::atomic<int> made = 0;
    std::atomic<int> refused = 0;
    std::vector<section> kept(8);
    in_threads(8, [&](int number) {
        std::error_code ec;
        kept[static_cast<std::size_t>(number)] = section::create(name, {.size = 1}, ec);
        if (!ec) ++made;
        else if (ec == mapview::errc::already_exists) ++refused;
    });
    CHECK(made == 1);
    CHECK(refused == 7);
}

TEST_CASE("of many threads that open or create one name all have the same section") {
    for (int round = 0; round < 50; ++round) {
        const auto name = test::unique_name();
        std::atomic<int> made = 0;
        std::vector<section> kept(8);
        in_threads(8, [&](int number) {
            std::error_code ec;
            auto opened = section::open_or_create(name, {.size = 1}, ec);
            if (opened.created) ++made;
            kept[static_cast<std::size_t>(number)] = std::move(opened.object);
        });
        CHECK(made == 1);
        kept[0].map().bytes()[0] = std::byte{1};
        int same = 0;
        for (const auto& one : kept) same += one && one.map_const().bytes()[0] == std::byte{1};
        CHECK(same == 8);
    }
}

TEST_CASE("threads that open and close one name always find what is held") {
    const auto name = test::unique_name();
    const auto held = section::create(name, {.size = 1});
    std::atomic<int> errors = 0;
    in_threads(4, [&](int) {
        for (int i = 0; i < 300; ++i) {
            std::error_code ec;
            const auto opened = section::open(name, mapview::access::read_write, ec);
            if (ec) ++errors;
        }
    });
    CHECK(errors == 0);
}
