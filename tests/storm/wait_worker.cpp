// SPDX-License-Identifier: MIT
#include "wait_worker.hpp"

#include <algorithm>
#include <random>
#include <span>
#include <thread>
#include <vector>

namespace storm {
namespace {

class waiter {
  public:
    waiter(wait_ledger& ledger, const std::array<HANDLE, objects>& handles, std::size_t place)
        : ledger_(ledger), own_(ledger.accounts[place]), handles_(handles) {}

    void work() {
        while (WaitForSingleObject(handles_[stop], 0) == WAIT_TIMEOUT) {
            if (random_() % 4 == 0) play_with_gate();
            wait_once();
        }
    }

  private:
    // A manual-reset event: nothing to count, but it wakes and disturbs.
    void play_with_gate() {
        switch (random_() % 3) {
            case 0: SetEvent(handles_[gate]); break;
            case 1: ResetEvent(handles_[gate]); break;
            default: PulseEvent(handles_[gate]);
        }
    }

    void wait_once() {
        std::array<std::size_t, waited_on> chosen{semaphore_a, semaphore_b, auto_event,
                                                  mutex_a,     mutex_b,     gate};
        std::shuffle(chosen.begin(), chosen.end(), random_);
        const std::span wanted(chosen.data(), 1 + random_() % 4);
        const bool all = wanted.size() > 1 && random_() % 2 == 0;
        std::vector<HANDLE> row;
        for (const std::size_t one : wanted) row.push_back(handles_[one]);
        // A wait for any may last for ever, for `stop` ends it; others as long as units come.
        if (!all && wanted.size() > 1) row.push_back(handles_[stop]);
        const DWORD limits[] = {0, 1, 3, INFINITE, INFINITE};
        const DWORD limit = limits[random_() % 5];

        for (const std::size_t one : wanted) mark(own_.waiting, one, true);
        const DWORD got = row.size() == 1 ? WaitForSingleObject(row[0], limit)
                                          : WaitForMultipleObjects(static_cast<DWORD>(row.size()),
                                                                   row.data(), all, limit);
        ++ledger_.waits;
        if (got == WAIT_FAILED) ++ledger_.failures;
        const bool abandoned = got >= WAIT_ABANDONED_0 && got < WAIT_ABANDONED_0 + row.size();
        if (abandoned) ++ledger_.abandoned;
        if (got == WAIT_TIMEOUT) ++ledger_.timed_out;
        const std::size_t index = got - (abandoned ? WAIT_ABANDONED_0 : WAIT_OBJECT_0);
        std::span<const std::size_t> taken;
        if (index < wanted.size()) taken = all ? wanted : wanted.subspan(index, 1);
        for (const std::size_t one : taken)
            if (one < counted) ++own_.passed[one];
        for (const std::size_t one : wanted) mark(own_.waiting, one, false);
        if (!taken.empty()) ++ledger_.passed;

        for (const std::size_t one : taken)
            if (is_mutex(one)) enter(one, abandoned);
        for (unsigned turns = random_() % 64; turns > 0; --turns) std::this_thread::yield();
        for (const std::size_t one : taken) give_back(one);
    }

    static void mark(std::array<std::atomic<bool>, counted>& marks, std::size_t object, bool on) {
        if (object < counted) marks[object] = on;
    }

    // Of several mutexes one was abandoned: which, nobody says.
    void enter(std::size_t mutex, bool abandoned) {
        if (ledger_.inside[mutex].exchange(1) != 0 && !abandoned) ++ledger_.two_owners;
    }

    void give_back(std::size_t object) {
        if (is_mutex(object)) {
            ledger_.inside[object] = 0;
            if (!ReleaseMutex(handles_[object])) ++ledger_.failures;
        } else if (object < counted) {
            own_.sending[object] = true;
            const BOOL done = object == auto_event ? SetEvent(handles_[object])
                                                   : ReleaseSemaphore(handles_[object], 1, nullptr);
            if (!done) ++ledger_.failures;
            ++own_.sent[object];
            own_.sending[object] = false;
        }
    }

    wait_ledger& ledger_;
    account& own_;
    const std::array<HANDLE, objects>& handles_;
    std::mt19937 random_{std::random_device{}()};
};

}  // namespace

void wait_at_random(wait_ledger& ledger, const std::array<HANDLE, objects>& handles,
                    std::size_t process) {
    std::vector<std::thread> threads;
    for (std::size_t i = 0; i < wait_threads; ++i)
        threads.emplace_back(
            [&, i] { waiter(ledger, handles, process * wait_threads + i).work(); });
    for (auto& one : threads) one.join();
}

}  // namespace storm
