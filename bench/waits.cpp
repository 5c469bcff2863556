// bench/waits.cpp - events, mutexes, semaphores and waiting, beside what Linux and others have.
// SPDX-License-Identifier: MIT
#include "failure.hpp"
#include "machine.hpp"
#include "processor.hpp"
#include "round_robin.hpp"

#include <windows.h>

#include <linux/futex.h>
#include <poll.h>
#include <pthread.h>
#include <semaphore.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#ifdef BENCH_WITH_BOOST
#include <boost/interprocess/sync/named_mutex.hpp>
#endif
#ifdef BENCH_WITH_QT
#include <QSystemSemaphore>
#endif

#include <array>
#include <atomic>
#include <charconv>
#include <cstdio>
#include <memory>
#include <new>
#include <stdexcept>
#include <string>
#include <vector>

namespace {

using namespace bench;

/// Calls that are too short to be timed alone are timed in rows. A row of a thousand that takes so
/// many microseconds is a call that takes so many nanoseconds.
constexpr int row = 1000;
constexpr int round_trips = 100;

void check_win32(bool succeeded, const char* call) {
    if (!succeeded) check(false, call + (": error " + std::to_string(GetLastError())));
}

std::string own_name(const std::string& what) {
    return "mapview-bench-waits-" + std::to_string(getpid()) + "-" + what;
}

/// An object in memory that children of this process share.
template <class Object>
class shared {
  public:
    shared() {
        void* const page = mmap(nullptr, sizeof(Object), PROT_READ | PROT_WRITE,
                                MAP_SHARED | MAP_ANONYMOUS, -1, 0);
        check_call(page != MAP_FAILED, "mmap");
        object_ = new (page) Object();
    }
    shared(const shared&) = delete;
    shared& operator=(const shared&) = delete;
    ~shared() { munmap(object_, sizeof(Object)); }
    Object* get() const { return object_; }

  private:
    Object* object_;
};

/// Closes itself.
class handle {
  public:
    explicit handle(HANDLE owned, const char* call) : handle_(owned) { check_win32(owned, call); }
    handle(const handle&) = delete;
    handle& operator=(const handle&) = delete;
    ~handle() { CloseHandle(handle_); }
    HANDLE get() const { return handle_; }

  private:
    HANDLE handle_;
};

template <class Call>
std::function<void()> in_a_row(int count, Call call) {
    return [=] {
        for (int i = 0; i < count; ++i) call();
    };
}

void take(HANDLE object) {
    check_win32(WaitForSingleObject(object, INFINITE) == WAIT_OBJECT_0, "WaitForSingleObject");
}

// --- nobody has to wait

std::vector<timing> time_locks(const pace& pace) {
    const shared<pthread_mutex_t> robust;
    pthread_mutexattr_t attributes;
    pthread_mutexattr_init(&attributes);
    pthread_mutexattr_setpshared(&attributes, PTHREAD_PROCESS_SHARED);
    pthread_mutexattr_setrobust(&attributes, PTHREAD_MUTEX_ROBUST);
    check(pthread_mutex_init(robust.get(), &attributes) == 0, "pthread_mutex_init");
    const shared<sem_t> semaphore;
    check_call(sem_init(semaphore.get(), 1, 1) == 0, "sem_init");
    const handle mutex(CreateMutexA(nullptr, FALSE, own_name("mutex").c_str()), "CreateMutex");

    std::vector<entry> entries{
        {"robust pthread_mutex_t", in_a_row(row,
                                            [m = robust.get()] {
                                                check(pthread_mutex_lock(m) == 0, "lock");
                                                check(pthread_mutex_unlock(m) == 0, "unlock");
                                            })},
        {"mapview mutex", in_a_row(row,
                                   [m = mutex.get()] {
                                       take(m);
                                       check_win32(ReleaseMutex(m), "ReleaseMutex");
                                   })},
        {"sem_t", in_a_row(row, [s = semaphore.get()] {
             check_call(sem_wait(s) == 0, "sem_wait");
             check_call(sem_post(s) == 0, "sem_post");
         })}};
#ifdef BENCH_WITH_BOOST
    namespace ipc = boost::interprocess;
    const std::string boost_name = own_name("boost");
    ipc::named_mutex boost_mutex(ipc::create_only, boost_name.c_str());
    ipc::named_mutex::remove(boost_name.c_str());
    entries.push_back({"Boost named_mutex", in_a_row(row, [&] {
                           boost_mutex.lock();
                           boost_mutex.unlock();
                       })});
#endif
#ifdef BENCH_WITH_QT
    QSystemSemaphore qt(QString::fromStdString(own_name("qt")), 1, QSystemSemaphore::Create);
    entries.push_back({"Qt QSystemSemaphore", in_a_row(row, [&] {
                           check(qt.acquire(), "QSystemSemaphore::acquire");
                           check(qt.release(), "QSystemSemaphore::release");
                       })});
#endif
    return take_turns(entries, pace);
}

std::vector<timing> time_signals(const pace& pace) {
    const int counter = eventfd(0, EFD_CLOEXEC);
    check_call(counter >= 0, "eventfd");
    const handle event(CreateEventA(nullptr, FALSE, FALSE, own_name("event").c_str()),
                       "CreateEvent");
    const auto times =
        take_turns({{"eventfd", in_a_row(row,
                                         [=] {
                                             eventfd_t got = 0;
                                             check_call(eventfd_write(counter, 1) == 0, "write");
                                             check_call(eventfd_read(counter, &got) == 0, "read");
                                         })},
                    {"mapview event", in_a_row(row,
                                               [e = event.get()] {
                                                   check_win32(SetEvent(e), "SetEvent");
                                                   take(e);
                                               })}},
                   pace);
    close(counter);
    return times;
}

/// The first of so many is ready.
std::vector<timing> time_several(std::size_t count, const pace& pace) {
    std::vector<std::unique_ptr<handle>> events;
    std::vector<HANDLE> handles;
    std::vector<pollfd> sources;
    for (std::size_t i = 0; i < count; ++i) {
        const auto name = own_name("one of several " + std::to_string(i));
        events.push_back(std::make_unique<handle>(CreateEventA(nullptr, TRUE, i == 0, name.c_str()),
                                                  "CreateEvent"));
        handles.push_back(events.back()->get());
        sources.push_back({eventfd(i == 0 ? 1 : 0, EFD_CLOEXEC), POLLIN, 0});
        check_call(sources.back().fd >= 0, "eventfd");
    }
    const auto times = take_turns(
        {{"poll of eventfds",
          in_a_row(row, [&] { check_call(poll(sources.data(), count, -1) == 1, "poll"); })},
         {"WaitForMultipleObjects",
          in_a_row(row,
                   [&] {
                       const DWORD got = WaitForMultipleObjects(static_cast<DWORD>(count),
                                                                handles.data(), FALSE, INFINITE);
                       check_win32(got == WAIT_OBJECT_0, "WaitForMultipleObjects");
                   })}},
        pace);
    for (const auto& source : sources) close(source.fd);
    return times;
}

// --- two processes wake each other

/// Two things to wait for; the partner waits for the first and signals the second.
struct relay {
    virtual ~relay() = default;
    virtual void signal(int which) = 0;
    virtual void wait(int which) = 0;
};

struct futexes : relay {
    shared<std::array<std::atomic<std::uint32_t>, 2>> words;

    static long call(std::atomic<std::uint32_t>& word, int what, std::uint32_t value) {
        return syscall(SYS_futex, &word, what, value, nullptr, nullptr, 0);
    }
    void signal(int which) override {
        auto& word = (*words.get())[static_cast<std::size_t>(which)];
        word.store(1);
        check_call(call(word, FUTEX_WAKE, 1) >= 0, "futex");
    }
    void wait(int which) override {
        auto& word = (*words.get())[static_cast<std::size_t>(which)];
        while (word.exchange(0) == 0) call(word, FUTEX_WAIT, 0);
    }
};

struct eventfds : relay {
    int numbers[2] = {eventfd(0, EFD_CLOEXEC), eventfd(0, EFD_CLOEXEC)};

    ~eventfds() override {
        for (const int number : numbers) close(number);
    }
    void signal(int which) override { check_call(eventfd_write(numbers[which], 1) == 0, "write"); }
    void wait(int which) override {
        eventfd_t got = 0;
        check_call(eventfd_read(numbers[which], &got) == 0, "read");
    }
};

struct semaphores : relay {
    shared<std::array<sem_t, 2>> both;

    semaphores() {
        for (auto& one : *both.get()) check_call(sem_init(&one, 1, 0) == 0, "sem_init");
    }
    sem_t* at(int which) { return &(*both.get())[static_cast<std::size_t>(which)]; }
    void signal(int which) override { check_call(sem_post(at(which)) == 0, "sem_post"); }
    void wait(int which) override {
        while (sem_wait(at(which)) != 0) check_call(errno == EINTR, "sem_wait");
    }
};

struct events : relay {
    handle one{CreateEventA(nullptr, FALSE, FALSE, own_name("there").c_str()), "CreateEvent"};
    handle two{CreateEventA(nullptr, FALSE, FALSE, own_name("back").c_str()), "CreateEvent"};

    HANDLE at(int which) const { return which == 0 ? one.get() : two.get(); }
    void signal(int which) override { check_win32(SetEvent(at(which)), "SetEvent"); }
    void wait(int which) override { take(at(which)); }
};

#ifdef BENCH_WITH_QT
struct qt_semaphores : relay {
    QSystemSemaphore one{QString::fromStdString(own_name("there")), 0, QSystemSemaphore::Create};
    QSystemSemaphore two{QString::fromStdString(own_name("back")), 0, QSystemSemaphore::Create};

    QSystemSemaphore& at(int which) { return which == 0 ? one : two; }
    void signal(int which) override { check(at(which).release(), "QSystemSemaphore::release"); }
    void wait(int which) override { check(at(which).acquire(), "QSystemSemaphore::acquire"); }
};
#endif

/// A process that answers each signal; it ends with this object, or with its parent.
class partner {
  public:
    partner(relay& between, int processor) : id_(fork()) {
        check_call(id_ >= 0, "fork");
        if (id_ != 0) return;
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        try {
            pin_to_processor(processor);
            for (;;) {
                between.wait(0);
                between.signal(1);
            }
        } catch (const std::exception& error) {
            std::fprintf(stderr, "mapview-bench-waits: partner: %s\n", error.what());
        }
        _exit(1);
    }
    partner(const partner&) = delete;
    partner& operator=(const partner&) = delete;
    ~partner() {
        kill(id_, SIGKILL);
        waitpid(id_, nullptr, 0);
    }

  private:
    pid_t id_;
};

std::vector<timing> time_round_trips(int other_processor, const pace& pace) {
    struct contender {
        const char* title;
        std::unique_ptr<relay> between;
    };
    std::vector<contender> all;
    all.push_back({"futex", std::make_unique<futexes>()});
    all.push_back({"mapview events", std::make_unique<events>()});
    all.push_back({"sem_t", std::make_unique<semaphores>()});
    all.push_back({"eventfd", std::make_unique<eventfds>()});
#ifdef BENCH_WITH_QT
    all.push_back({"Qt QSystemSemaphore", std::make_unique<qt_semaphores>()});
#endif
    std::vector<std::unique_ptr<partner>> partners;
    std::vector<entry> entries;
    for (const auto& one : all) {
        partners.push_back(std::make_unique<partner>(*one.between, other_processor));
        entries.push_back({one.title, in_a_row(round_trips, [between = one.between.get()] {
                               between->signal(0);
                               between->wait(1);
                           })});
    }
    return take_turns(entries, pace);
}

// --- the report

void print(const std::string& title, const std::vector<timing>& times, int count) {
    std::printf("\n%s\n\n| | median, ns | 99%%, ns | ratio |\n| --- | --- | --- | --- |\n",
                title.c_str());
    for (const auto& one : times)
        std::printf("| %s | %.1f | %.1f | %.2f |\n", one.contender.c_str(),
                    one.median * 1000 / count, one.p99 * 1000 / count, one.ratio);
    std::fflush(stdout);
}

void run(const pace& pace, int first, int second) {
    for (const auto& [what, which] : describe_machine())
        std::printf("%s: %s\n", what.c_str(), which.c_str());
    std::printf("load: %s\nmethod: %zu rounds of %zu rows; processors %d and %d\n",
                load_average().c_str(), pace.rounds, pace.batch, first, second);
    pin_to_processor(first);
    print("Lock and unlock, uncontended", time_locks(pace), row);
    print("Set an event and wait for it", time_signals(pace), row);
    for (const std::size_t count : {1U, 8U, 64U})
        print("Wait for any of " + std::to_string(count) + ", the first is ready",
              time_several(count, pace), row);
    print("Round trip, on one processor", time_round_trips(first, pace), round_trips);
    print("Round trip, across processors", time_round_trips(second, pace), round_trips);
}

int number(const std::string& text) {
    int value = 0;
    const char* const end = text.data() + text.size();
    if (std::from_chars(text.data(), end, value).ptr != end || text.empty() || value < 0)
        throw std::invalid_argument(text + " is not a number");
    return value;
}

}  // namespace

int main(int argc, char** argv) {
    const std::vector<std::string> words(argv + 1, argv + argc);
    try {
        if (words.size() == 1 && words[0] == "--quick") {
            run({.rounds = 2, .batch = 2, .seed = 1}, 0, 0);
        } else if (words.size() == 2) {
            run({.rounds = 50, .batch = 20, .seed = 20261}, number(words[0]), number(words[1]));
        } else {
            std::fprintf(stderr, "usage: mapview-bench-waits PROCESSOR OTHER | --quick\n");
            return 2;
        }
        return 0;
    } catch (const std::exception& error) {
        std::fprintf(stderr, "mapview-bench-waits: %s\n", error.what());
        return 1;
    }
}
