// SPDX-License-Identifier: MIT
#include "kernel/control_signals.hpp"

#include <pthread.h>
#include <semaphore.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstddef>
#include <limits>
#include <mutex>
#include <vector>

namespace mapview::kernel {
namespace {

struct control_signal {
    std::uint32_t event;
    int number;
};

constexpr std::array<control_signal, 4> signals{
    {{0, SIGINT}, {1, SIGQUIT}, {2, SIGHUP}, {6, SIGTERM}}};
constexpr std::uint32_t interrupt = 0;
constexpr std::uint32_t first_that_ends = 2;
constexpr int called_once = static_cast<int>(SA_RESETHAND);

// What the signal handler writes.
std::array<std::atomic<unsigned>, signals.size()> arrived;
sem_t some_arrived;

// The thread that is about to raise a signal for the handler of before, that signal and handler.
std::atomic<pid_t> relaying = 0;
int relayed_number = 0;
struct sigaction relayed {};

std::mutex lock;  // for all below; who holds it takes no other
bool has_thread = false;
std::array<struct sigaction, signals.size()> before;
struct sigaction interrupt_before_ignored {};
sigset_t mask_before_fork;

// Never destroyed: the thread stays.
std::vector<control_handler>& handlers() {
    static auto* const all = new std::vector<control_handler>;
    return *all;
}

extern "C" void note_control_signal(int number, siginfo_t* info, void* context) {
    const int error = errno;
    const pid_t relays = relaying.load();
    if (relays != 0 && relays == ::gettid() && relayed_number == number) {
        relaying = 0;
        if ((relayed.sa_flags & SA_SIGINFO) != 0) relayed.sa_sigaction(number, info, context);
        else relayed.sa_handler(number);
        errno = error;
        return;
    }
    for (std::size_t i = 0; i < signals.size(); ++i)
        if (signals[i].number == number) arrived[i].fetch_add(1);
    ::sem_post(&some_arrived);
    errno = error;
}

struct sigaction action_of(int number) {
    struct sigaction now {};
    ::sigaction(number, nullptr, &now);
    return now;
}

bool is_ours(const struct sigaction& action) {
    return (action.sa_flags & SA_SIGINFO) != 0 && action.sa_sigaction == note_control_signal;
}

// These two are no functions, with SA_SIGINFO neither.
bool is_default(const struct sigaction& action) {
    return action.sa_handler == SIG_DFL;
}

bool is_ignored(const struct sigaction& action) {
    return action.sa_handler == SIG_IGN;
}

void listen_to(int number) {
    struct sigaction ours {};
    ours.sa_sigaction = note_control_signal;
    ours.sa_flags = SA_RESTART | SA_ONSTACK | SA_SIGINFO;
    ::sigemptyset(&ours.sa_mask);
    ::sigaction(number, &ours, nullptr);
}

void listen_to_all() {
    for (std::size_t i = 0; i < signals.size(); ++i) {
        const struct sigaction now = action_of(signals[i].number);
        if (is_ours(now) || is_ignored(now)) continue;
        before[i] = now;
        listen_to(signals[i].number);
    }
}

void stop_listening() {
    for (std::size_t i = 0; i < signals.size(); ++i)
        if (is_ours(action_of(signals[i].number)))
            ::sigaction(signals[i].number, &before[i], nullptr);
}

// Raised in this thread, so that it does its work before that returns. By default it ends the
// process. The program's own handler is called by ours, which stays: the next signal is an event
// again, however soon it comes.
void do_as_before(std::size_t index) {
    const int number = signals[index].number;
    bool ends = false;
    {
        const std::lock_guard guard(lock);
        if (is_ours(action_of(number))) {
            ends = is_default(before[index]);
            relayed = before[index];
            relayed_number = number;
            if ((relayed.sa_flags & called_once) != 0) before[index].sa_handler = SIG_DFL;
            if (ends) ::sigaction(number, &relayed, nullptr);
            else relaying = ::gettid();
        }
    }
    sigset_t one;
    sigset_t mask;
    ::sigemptyset(&one);
    ::sigaddset(&one, number);
    ::pthread_sigmask(SIG_UNBLOCK, &one, &mask);
    ::raise(number);
    ::pthread_sigmask(SIG_SETMASK, &mask, nullptr);
    relaying = 0;
    const std::lock_guard guard(lock);
    if (ends && !handlers().empty()) listen_to(number);  // the first process of a container goes on
}

// Returns what it was given where no handler deals with the event.
extern "C" void* ask_handlers(void* given) {
    std::vector<control_handler> asked;
    {
        const std::lock_guard guard(lock);
        asked = handlers();
    }
    const std::uint32_t event = static_cast<const control_signal*>(given)->event;
    const bool dealt_with = std::any_of(
        asked.rbegin(), asked.rend(), [&](control_handler handler) { return handler(event) != 0; });
    return dealt_with ? nullptr : given;
}

// The handlers have a thread of their own, as on Windows: one that ends it has dealt with the
// event.
void tell(std::size_t index) {
    control_signal signal = signals[index];
    pthread_t asking;
    void* refused = nullptr;
    if (pthread_create(&asking, nullptr, ask_handlers, &signal) == 0)
        pthread_join(asking, &refused);
    else refused = ask_handlers(&signal);
    if (refused == &signal || signal.event >= first_that_ends) do_as_before(index);
}

extern "C" void* tell_of_signals(void*) {
    for (;;) {
        while (::sem_wait(&some_arrived) != 0) {
        }
        for (std::size_t i = 0; i < signals.size(); ++i) {
            if (arrived[i].load() == 0) continue;
            arrived[i].fetch_sub(1);
            tell(i);
            break;
        }
    }
    return nullptr;
}

bool start_thread() {
    pthread_attr_t attributes;
    if (pthread_attr_init(&attributes) != 0) return false;
    pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
    pthread_t thread;
    const bool done = pthread_create(&thread, &attributes, tell_of_signals, nullptr) == 0;
    pthread_attr_destroy(&attributes);
    return done;
}

// The signals of the moment wait until the child has settled.
void before_fork() {
    lock.lock();
    if (!has_thread) return;
    sigset_t blocked;
    ::sigemptyset(&blocked);
    for (const auto& one : signals) ::sigaddset(&blocked, one.number);
    ::pthread_sigmask(SIG_BLOCK, &blocked, &mask_before_fork);
}

void after_fork_in_parent() {
    if (has_thread) ::pthread_sigmask(SIG_SETMASK, &mask_before_fork, nullptr);
    lock.unlock();
}

// What had arrived is the parent's. The thread inherits the mask that the program had.
void after_fork_in_child() {
    if (!has_thread) return lock.unlock();
    for (auto& count : arrived) count = 0;
    relaying = 0;
    ::sem_init(&some_arrived, 0, 0);
    ::pthread_sigmask(SIG_SETMASK, &mask_before_fork, nullptr);
    has_thread = !handlers().empty() && start_thread();
    if (!has_thread) {
        stop_listening();
        handlers().clear();
    }
    lock.unlock();
}

[[maybe_unused]] const int registered =
    pthread_atfork(before_fork, after_fork_in_parent, after_fork_in_child);

}  // namespace

status add_control_handler(control_handler handler) {
    const std::lock_guard guard(lock);
    if (!has_thread) {
        ::sem_init(&some_arrived, 0, 0);
        has_thread = start_thread();
        if (!has_thread) return status::not_enough_memory;
    }
    handlers().push_back(handler);
    if (handlers().size() == 1) listen_to_all();
    return status::success;
}

status remove_control_handler(control_handler handler) {
    const std::lock_guard guard(lock);
    auto& all = handlers();
    const auto last = std::find(all.rbegin(), all.rend(), handler);
    if (last == all.rend()) return status::invalid_parameter;
    all.erase(std::prev(last.base()));
    if (all.empty()) stop_listening();
    return status::success;
}

void ignore_interrupts(bool ignored) {
    const std::lock_guard guard(lock);
    const struct sigaction now = action_of(SIGINT);
    if (is_ignored(now) == ignored) return;
    if (ignored) {
        interrupt_before_ignored = is_ours(now) ? before[interrupt] : now;
        struct sigaction none {};
        none.sa_handler = SIG_IGN;
        ::sigaction(SIGINT, &none, nullptr);
        return;
    }
    before[interrupt] = interrupt_before_ignored;
    if (handlers().empty()) ::sigaction(SIGINT, &interrupt_before_ignored, nullptr);
    else listen_to(SIGINT);
}

status send_control_event(std::uint32_t event, std::uint32_t group) {
    if (event >= first_that_ends) return status::invalid_parameter;
    // Minus 1 would be every process that there is.
    if (group == 1 || group > std::uint32_t{std::numeric_limits<pid_t>::max()})
        return status::invalid_parameter;
    if (::kill(-static_cast<pid_t>(group), signals[event].number) == 0) return status::success;
    return errno == ESRCH ? status::invalid_parameter : status_of(errno);
}

}  // namespace mapview::kernel
