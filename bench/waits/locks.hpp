// bench/waits/locks.hpp - ways to exclude other processes, each made by its parent for all of them.
// SPDX-License-Identifier: MIT
#pragma once

#include "own_name.hpp"
#include "shared_object.hpp"
#include "win32_calls.hpp"

#include <pthread.h>
#include <semaphore.h>

#ifdef BENCH_WITH_BOOST
#include <boost/interprocess/sync/named_mutex.hpp>
#endif
#ifdef BENCH_WITH_QT
#include <QSystemSemaphore>
#endif

#include <tuple>

namespace bench {

// Functions are short and in the header, for calls of them would be measured too.

class robust_mutex {
  public:
    static constexpr const char* title = "robust pthread_mutex_t";

    robust_mutex() {
        pthread_mutexattr_t attributes;
        pthread_mutexattr_init(&attributes);
        pthread_mutexattr_setpshared(&attributes, PTHREAD_PROCESS_SHARED);
        pthread_mutexattr_setrobust(&attributes, PTHREAD_MUTEX_ROBUST);
        check(pthread_mutex_init(mutex_.get(), &attributes) == 0, "pthread_mutex_init");
        pthread_mutexattr_destroy(&attributes);
    }
    void lock() { check(pthread_mutex_lock(mutex_.get()) == 0, "pthread_mutex_lock"); }
    void unlock() { check(pthread_mutex_unlock(mutex_.get()) == 0, "pthread_mutex_unlock"); }

    /// For a lock whose owner dies: fails where it does not say so.
    void inherit() {
        check(pthread_mutex_lock(mutex_.get()) == EOWNERDEAD, "EOWNERDEAD did not come");
        check(pthread_mutex_consistent(mutex_.get()) == 0, "pthread_mutex_consistent");
    }

  private:
    shared_object<pthread_mutex_t> mutex_;
};

class mapview_mutex {
  public:
    static constexpr const char* title = "mapview mutex";

    void lock() { take(mutex_.get()); }
    void unlock() { check_win32(ReleaseMutex(mutex_.get()), "ReleaseMutex"); }

    /// As robust_mutex::inherit.
    void inherit() {
        check_win32(WaitForSingleObject(mutex_.get(), INFINITE) == WAIT_ABANDONED,
                    "WAIT_ABANDONED did not come");
    }

  private:
    handle mutex_{CreateMutexA(nullptr, FALSE, own_name("mutex").c_str()), "CreateMutex"};
};

class posix_semaphore {
  public:
    static constexpr const char* title = "sem_t";

    posix_semaphore() { check_call(sem_init(semaphore_.get(), 1, 1) == 0, "sem_init"); }
    void lock() {
        while (sem_wait(semaphore_.get()) != 0) check_call(errno == EINTR, "sem_wait");
    }
    void unlock() { check_call(sem_post(semaphore_.get()) == 0, "sem_post"); }

  private:
    shared_object<sem_t> semaphore_;
};

#ifdef BENCH_WITH_BOOST
class boost_mutex {
  public:
    static constexpr const char* title = "Boost named_mutex";

    /// Children have it by their fork, so nobody needs the name.
    boost_mutex() { boost::interprocess::named_mutex::remove(own_name("boost").c_str()); }
    void lock() { mutex_.lock(); }
    void unlock() { mutex_.unlock(); }

  private:
    boost::interprocess::named_mutex mutex_{boost::interprocess::create_only,
                                            own_name("boost").c_str()};
};
#endif

#ifdef BENCH_WITH_QT
class qt_semaphore {
  public:
    static constexpr const char* title = "Qt QSystemSemaphore";

    void lock() { check(semaphore_.acquire(), "QSystemSemaphore::acquire"); }
    void unlock() { check(semaphore_.release(), "QSystemSemaphore::release"); }

  private:
    QSystemSemaphore semaphore_{QString::fromStdString(own_name("qt")), 1,
                                QSystemSemaphore::Create};
};
#endif

/// Those that were built in.
using all_locks = std::tuple<robust_mutex, mapview_mutex, posix_semaphore
#ifdef BENCH_WITH_BOOST
                             ,
                             boost_mutex
#endif
#ifdef BENCH_WITH_QT
                             ,
                             qt_semaphore
#endif
                             >;

}  // namespace bench
