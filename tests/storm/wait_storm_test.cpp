// Processes whose threads wait at random are killed at random; what was sent must be what was taken
// and what is left.
// SPDX-License-Identifier: MIT
//
// MAPVIEW_STORM_SECONDS says for how long; ten by default. Every 300 ms the storm is stopped, and
// counted exactly but for what the killed had under way.
#include <windows.h>

#include "conformance/waits.hpp"
#include "hazards/forked.hpp"
#include "hazards/object_value.hpp"
#include "hazards/private_root.hpp"
#include "support/child_process.hpp"
#include "support/doctest.hpp"
#include "wait_worker.hpp"

#include <signal.h>
#include <sys/mman.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <new>
#include <optional>
#include <random>
#include <vector>

namespace {

using namespace std::chrono_literals;
using std::chrono::steady_clock;
using storm::wait_ledger;
using test::forked, test::handle;

constexpr std::array<LONG, storm::counted> units_at_first{2, 2, 1};

/// What was counted of one object.
struct sums {
    std::int64_t sent = 0;
    std::int64_t passed = 0;
    std::int64_t perhaps_sent = 0;    ///< by the killed
    std::int64_t perhaps_passed = 0;  ///< by the killed
};

/// The ledger, in memory that all processes to come share.
class shared_ledger {
  public:
    shared_ledger()
        : ledger_(
              static_cast<wait_ledger*>(::mmap(nullptr, sizeof(wait_ledger), PROT_READ | PROT_WRITE,
                                               MAP_SHARED | MAP_ANONYMOUS, -1, 0))) {
        REQUIRE(ledger_ != MAP_FAILED);
    }
    shared_ledger(const shared_ledger&) = delete;
    shared_ledger& operator=(const shared_ledger&) = delete;
    ~shared_ledger() { ::munmap(ledger_, sizeof(wait_ledger)); }

    wait_ledger& operator*() const { return *ledger_; }
    wait_ledger* operator->() const { return ledger_; }

  private:
    wait_ledger* ledger_;
};

class wait_storm {
  public:
    explicit wait_storm(wait_ledger& ledger) : ledger_(ledger) {
        for (auto& place : ledger_.accounts) new (&place) storm::account{};
        for (auto& place : ledger_.inside) place = 0;
        owned_.push_back(test::semaphore(units_at_first[storm::semaphore_a], 1000));
        owned_.push_back(test::semaphore(units_at_first[storm::semaphore_b], 1000));
        owned_.push_back(test::auto_event(true));
        owned_.push_back(test::mutex());
        owned_.push_back(test::mutex());
        owned_.push_back(test::manual_event());
        owned_.push_back(test::manual_event());
        for (std::size_t i = 0; i < storm::objects; ++i) handles_[i] = owned_[i].get();
    }

    int kills() const { return kills_; }
    int fed() const { return fed_; }

    void blow(steady_clock::duration length) {
        for (std::size_t i = 0; i < storm::wait_processes; ++i) start(i);
        const auto end = steady_clock::now() + length;
        while (steady_clock::now() < end) {
            // Not a wait for something: the time in which the storm blows undisturbed.
            ::usleep(static_cast<unsigned>(random_() % 20'000));
            const std::size_t victim = random_() % storm::wait_processes;
            processes_[victim]->kill();
            ++kills_;
            settle(victim);
            start(victim);
        }
    }

    /// Lets all come to their ends; false where one does not.
    bool subside() {
        SetEvent(handles_[storm::stop]);
        const auto end = steady_clock::now() + test::patience;
        while (steady_clock::now() < end) {
            bool all = true;
            for (const auto& one : processes_) all = one->has_ended() && all;
            if (all) break;
            // Units that went with the killed are replaced where there are none, and only there: a
            // sleeper beside a unit is a lost wake-up, and shall be found.
            for (std::size_t one = 0; one < storm::counted; ++one)
                if (test::object_units(handles_[one]) == 0) feed(one);
            SetEvent(handles_[storm::gate]);
            ::usleep(1000);
        }
        bool passed = true;
        for (std::size_t i = 0; i < storm::wait_processes; ++i) {
            passed = processes_[i]->has_ended() && processes_[i]->passed() && passed;
            processes_[i].reset();
            settle(i);
        }
        return passed;
    }

    /// Of how many objects what was sent is not what waits took and what is left.
    int wrong_sums() const {
        int wrong = 0;
        for (std::size_t one = 0; one < storm::counted; ++one) {
            const auto& sum = sums_[one];
            const std::int64_t left = test::object_units(handles_[one]);
            const std::int64_t expected = units_at_first[one] + sum.sent - sum.passed;
            if (left < expected - sum.perhaps_passed || left > expected + sum.perhaps_sent) ++wrong;
        }
        return wrong;
    }

    /// How many mutexes cannot be had.
    int stuck_mutexes() const {
        int stuck = 0;
        for (const std::size_t mutex : {storm::mutex_a, storm::mutex_b})
            if (WaitForSingleObject(handles_[mutex], 0) == WAIT_TIMEOUT) ++stuck;
            else ReleaseMutex(handles_[mutex]);
        return stuck;
    }

    HANDLE operator[](storm::object one) const { return handles_[one]; }

  private:
    void start(std::size_t process) {
        processes_[process].emplace(
            [this, process] { storm::wait_at_random(ledger_, handles_, process); });
    }

    // Takes over the accounts of a process that has ended.
    void settle(std::size_t process) {
        for (std::size_t i = 0; i < storm::wait_threads; ++i) {
            auto& account = ledger_.accounts[process * storm::wait_threads + i];
            for (std::size_t one = 0; one < storm::counted; ++one) {
                auto& sum = sums_[one];
                sum.sent += account.sent[one];
                sum.passed += account.passed[one];
                sum.perhaps_sent += account.sending[one];
                sum.perhaps_passed += account.waiting[one];
                // What it surely had is given back for it.
                if (account.passed[one] > account.sent[one] && !account.sending[one]) give(one);
            }
            new (&account) storm::account{};
        }
    }

    void give(std::size_t object) {
        if (object == storm::auto_event) SetEvent(handles_[object]);
        else ReleaseSemaphore(handles_[object], 1, nullptr);
        ++sums_[object].sent;
    }

    void feed(std::size_t object) {
        give(object);
        ++fed_;
        // Another one may be about to set it: two signals are one.
        if (object == storm::auto_event) ++sums_[object].perhaps_passed;
    }

    wait_ledger& ledger_;
    std::vector<handle> owned_;
    std::array<HANDLE, storm::objects> handles_{};
    std::array<std::optional<forked>, storm::wait_processes> processes_;
    std::array<sums, storm::counted> sums_;
    std::mt19937 random_{std::random_device{}()};
    int kills_ = 0;
    int fed_ = 0;
};

}  // namespace

TEST_CASE("the storm of waits sees a unit that was lost, one too many, and a mutex that is stuck") {
    const test::private_root root;
    test::in_child([] {
        const shared_ledger ledger;
        // Nobody waits here: what processes took and gave while they ran could hide what is lost.
        const wait_storm storm(*ledger);
        CHECK(storm.wrong_sums() == 0);
        CHECK(storm.stuck_mutexes() == 0);
        CHECK(ReleaseSemaphore(storm[storm::semaphore_a], 1, nullptr));
        CHECK(storm.wrong_sums() == 1);
        for (int i = 0; i < 2; ++i)
            CHECK(WaitForSingleObject(storm[storm::semaphore_a], 0) == WAIT_OBJECT_0);
        CHECK(storm.wrong_sums() == 1);
        CHECK(ResetEvent(storm[storm::auto_event]));
        CHECK(storm.wrong_sums() == 2);
        test::gate owned;
        forked owner([&] {
            CHECK(WaitForSingleObject(storm[storm::mutex_b], 0) == WAIT_OBJECT_0);
            owned.open();
            ::pause();
        });
        CHECK(owned.pass());
        CHECK(storm.stuck_mutexes() == 1);
    });
}

TEST_CASE("whoever waits and is killed, nothing is lost, nothing comes twice, nobody is stuck") {
    const test::private_root root;
    test::in_child(
        [] {
            const shared_ledger ledger;
            const char* const text = std::getenv("MAPVIEW_STORM_SECONDS");
            const auto end =
                steady_clock::now() + std::chrono::seconds(text != nullptr ? std::atoi(text) : 10);
            int rounds = 0;
            int kills = 0;
            int fed = 0;
            bool ended = true;
            while (ended && steady_clock::now() < end) {
                CAPTURE(rounds);
                wait_storm storm(*ledger);
                storm.blow(300ms);
                ended = storm.subside();
                CHECK(ended);
                CHECK(storm.wrong_sums() == 0);
                CHECK(storm.stuck_mutexes() == 0);
                kills += storm.kills();
                fed += storm.fed();
                ++rounds;
            }
            MESSAGE("rounds ", rounds, ", kills ", kills, ", waits ", ledger->waits.load(),
                    ", passed ", ledger->passed.load(), ", timed out ", ledger->timed_out.load(),
                    ", abandoned ", ledger->abandoned.load(), ", units replaced at the end ", fed);
            CHECK(ledger->two_owners.load() == 0);
            CHECK(ledger->failures.load() == 0);
            CHECK(ledger->abandoned.load() > 0);
            CHECK(ledger->timed_out.load() > 0);
            CHECK(kills >= rounds);
        },
        std::chrono::hours(3));
}
