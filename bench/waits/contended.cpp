// SPDX-License-Identifier: MIT
#include "child.hpp"
#include "locks.hpp"
#include "measurements.hpp"
#include "processor.hpp"
#include "row_of_calls.hpp"

#include <pthread.h>

#include <cstdint>
#include <memory>

namespace {

using namespace bench;

/// Of all processes in a row: so many that the first is not done before the last has woken up.
constexpr std::size_t locks_in_a_row = 80'000;

/// What the processes of a contest share.
struct ring {
    pthread_barrier_t start;
    pthread_barrier_t finish;
    std::uint64_t counter = 0;  ///< not atomic: the lock under test has to be enough
};

void meet(pthread_barrier_t& barrier) {
    const int result = pthread_barrier_wait(&barrier);
    check(result == 0 || result == PTHREAD_BARRIER_SERIAL_THREAD, "pthread_barrier_wait");
}

/// Processes that compete for a lock whenever run() says so.
template <class Lock>
class contest {
  public:
    contest(Lock& lock, std::size_t processes, const processors& where) {
        pthread_barrierattr_t attributes;
        pthread_barrierattr_init(&attributes);
        pthread_barrierattr_setpshared(&attributes, PTHREAD_PROCESS_SHARED);
        for (auto* const barrier : {&ring_->start, &ring_->finish})
            check(pthread_barrier_init(barrier, &attributes,
                                       static_cast<unsigned>(processes) + 1) == 0,
                  "pthread_barrier_init");
        pthread_barrierattr_destroy(&attributes);
        for (std::size_t i = 0; i < processes; ++i)
            contestants_.push_back(std::make_unique<child>([&lock, processes, where, this] {
                pin_to_either(where.first, where.second);
                for (;;) compete(lock, locks_in_a_row / processes);
            }));
    }

    /// One row.
    void run() {
        meet(ring_->start);
        meet(ring_->finish);
        expected_ += locks_in_a_row;
        check(ring_->counter == expected_, std::string(Lock::title) + " let two processes in");
    }

  private:
    void compete(Lock& lock, std::size_t times) {
        meet(ring_->start);
        for (std::size_t i = 0; i < times; ++i) {
            lock.lock();
            ++ring_->counter;
            lock.unlock();
        }
        meet(ring_->finish);
    }

    shared_object<ring> ring_;
    std::uint64_t expected_ = 0;
    std::vector<std::unique_ptr<child>> contestants_;
};

template <class Lock>
entry contend(Lock& lock, std::size_t processes, const processors& where) {
    return {Lock::title, [contest = std::make_shared<contest<Lock>>(lock, processes, where)] {
                contest->run();
            }};
}

}  // namespace

bench::timed_path bench::time_contended_locks(std::size_t processes, const processors& where,
                                              const extent& extent) {
    check(locks_in_a_row % processes == 0, "each process needs as many locks as the others");
    all_locks locks;
    const auto entries = std::apply(
        [&](auto&... lock) { return std::vector<entry>{contend(lock, processes, where)...}; },
        locks);
    return {"contended by " + std::to_string(processes) + " processes",
            per_call(take_turns(entries, extent.contests), locks_in_a_row)};
}
