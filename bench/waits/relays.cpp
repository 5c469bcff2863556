// SPDX-License-Identifier: MIT
#include "relays.hpp"

#include "own_name.hpp"
#include "page.hpp"
#include "shared_object.hpp"
#include "win32_calls.hpp"

#include <linux/futex.h>
#include <sched.h>
#include <semaphore.h>
#include <sys/eventfd.h>
#include <sys/syscall.h>
#include <unistd.h>

#ifdef BENCH_WITH_BOOST
#include <boost/interprocess/sync/named_condition.hpp>
#include <boost/interprocess/sync/named_mutex.hpp>
#include <boost/interprocess/sync/scoped_lock.hpp>
#endif
#ifdef BENCH_WITH_QT
#include <QSystemSemaphore>
#endif

#include <array>
#include <atomic>
#include <cstdint>

namespace {

using namespace bench;

class futexes : public relay {
  public:
    void signal(int which) override {
        auto& word = at(which);
        word.store(1);
        check_call(call(word, FUTEX_WAKE, 1) >= 0, "futex");
    }
    void wait(int which) override {
        auto& word = at(which);
        while (word.exchange(0) == 0) call(word, FUTEX_WAIT, 0);
    }

  private:
    static long call(std::atomic<std::uint32_t>& word, int what, std::uint32_t value) {
        return syscall(SYS_futex, &word, what, value, nullptr, nullptr, 0);
    }
    std::atomic<std::uint32_t>& at(int which) {
        return (*words_.get())[static_cast<std::size_t>(which)];
    }

    shared_object<std::array<std::atomic<std::uint32_t>, 2>> words_;
};

/// Words that nobody sleeps on.
class bare_words : public relay {
  public:
    void signal(int which) override { at(which).exchange(1); }
    void wait(int which) override {
        auto& word = at(which);
        for (int looks = 1; word.exchange(0) == 0;)
            while (word.load(std::memory_order_acquire) == 0) look_again(looks++);
    }

  private:
    // The partner may have to run on this very processor.
    static void look_again(int looks) {
        constexpr int looks_in_a_row = 1000;
        if (looks % looks_in_a_row == 0) sched_yield();
        else YieldProcessor();
    }
    struct alignas(page_size) place {
        std::atomic<std::uint32_t> word;
    };
    std::atomic<std::uint32_t>& at(int which) {
        return (*places_.get())[static_cast<std::size_t>(which)].word;
    }

    shared_object<std::array<place, 2>> places_;
};

class eventfds : public relay {
  public:
    eventfds() = default;
    eventfds(const eventfds&) = delete;
    eventfds& operator=(const eventfds&) = delete;
    ~eventfds() override {
        for (const int number : numbers_) close(number);
    }
    void signal(int which) override { check_call(eventfd_write(numbers_[which], 1) == 0, "write"); }
    void wait(int which) override {
        eventfd_t got = 0;
        check_call(eventfd_read(numbers_[which], &got) == 0, "read");
    }

  private:
    int numbers_[2] = {eventfd(0, EFD_CLOEXEC), eventfd(0, EFD_CLOEXEC)};
};

class posix_semaphores : public relay {
  public:
    posix_semaphores() {
        for (auto& one : *both_.get()) check_call(sem_init(&one, 1, 0) == 0, "sem_init");
    }
    void signal(int which) override { check_call(sem_post(at(which)) == 0, "sem_post"); }
    void wait(int which) override {
        while (sem_wait(at(which)) != 0) check_call(errno == EINTR, "sem_wait");
    }

  private:
    sem_t* at(int which) { return &(*both_.get())[static_cast<std::size_t>(which)]; }

    shared_object<std::array<sem_t, 2>> both_;
};

class events : public relay {
  public:
    void signal(int which) override { set(at(which)); }
    void wait(int which) override { take(at(which)); }

  private:
    HANDLE at(int which) const { return which == 0 ? there_.get() : back_.get(); }

    handle there_{CreateEventA(nullptr, FALSE, FALSE, own_name("there").c_str()), "CreateEvent"};
    handle back_{CreateEventA(nullptr, FALSE, FALSE, own_name("back").c_str()), "CreateEvent"};
};

#ifdef BENCH_WITH_BOOST
namespace ipc = boost::interprocess;

/// A flag under a mutex, with a condition on which to sleep until it is set.
class boost_condition {
  public:
    /// The partner has both by its fork, so nobody needs the names.
    explicit boost_condition(const std::string& name)
        : mutex_(ipc::create_only, name.c_str()),
          condition_(ipc::create_only, (name + "-condition").c_str()) {
        ipc::named_mutex::remove(name.c_str());
        ipc::named_condition::remove((name + "-condition").c_str());
    }
    void signal() {
        const ipc::scoped_lock<ipc::named_mutex> lock(mutex_);
        *set_.get() = true;
        condition_.notify_one();
    }
    void wait() {
        ipc::scoped_lock<ipc::named_mutex> lock(mutex_);
        while (!*set_.get()) condition_.wait(lock);
        *set_.get() = false;
    }

  private:
    ipc::named_mutex mutex_;
    ipc::named_condition condition_;
    shared_object<bool> set_;
};

class boost_conditions : public relay {
  public:
    void signal(int which) override { at(which).signal(); }
    void wait(int which) override { at(which).wait(); }

  private:
    boost_condition& at(int which) { return which == 0 ? there_ : back_; }

    boost_condition there_{own_name("boost-there")};
    boost_condition back_{own_name("boost-back")};
};
#endif

#ifdef BENCH_WITH_QT
class qt_semaphores : public relay {
  public:
    void signal(int which) override { check(at(which).release(), "QSystemSemaphore::release"); }
    void wait(int which) override { check(at(which).acquire(), "QSystemSemaphore::acquire"); }

  private:
    QSystemSemaphore& at(int which) { return which == 0 ? there_ : back_; }

    QSystemSemaphore there_{QString::fromStdString(own_name("qt-there")), 0,
                            QSystemSemaphore::Create};
    QSystemSemaphore back_{QString::fromStdString(own_name("qt-back")), 0,
                           QSystemSemaphore::Create};
};
#endif

}  // namespace

std::vector<bench::named_relay> bench::make_relays() {
    std::vector<named_relay> all;
    all.push_back({"futex", std::make_unique<futexes>()});
    all.push_back({"mapview events", std::make_unique<events>()});
    all.push_back({"sem_t", std::make_unique<posix_semaphores>()});
    all.push_back({"eventfd", std::make_unique<eventfds>()});
#ifdef BENCH_WITH_BOOST
    all.push_back({"Boost named_condition", std::make_unique<boost_conditions>()});
#endif
#ifdef BENCH_WITH_QT
    all.push_back({"Qt QSystemSemaphore", std::make_unique<qt_semaphores>()});
#endif
    return all;
}

std::vector<bench::named_relay> bench::make_spinning_relays() {
    std::vector<named_relay> all;
    all.push_back({"bare words", std::make_unique<bare_words>()});
    all.push_back({"mapview events", std::make_unique<events>()});
    return all;
}
