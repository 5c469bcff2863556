// SPDX-License-Identifier: MIT
#include "worker.hpp"

#include "conformance/calls.hpp"
#include "support/sanitizer.hpp"

#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <random>
#include <thread>
#include <vector>

namespace storm {
namespace {

using test::ask, test::handle, test::mapped;

void count(std::array<std::atomic<std::uint64_t>, error_codes>& errors, DWORD error) {
    ++errors[error < error_codes ? error : error_codes - 1];
}

int open_descriptors() {
    int found = 0;
    for (int fd = 0; fd < 1024; ++fd) found += ::fcntl(fd, F_GETFD) >= 0;
    return found;
}

class worker {
  public:
    worker(board& shared, int process, int thread)
        : shared_(shared),
          slot_(slot_of(process, thread, false)),
          child_slot_(slot_of(process, thread, true)),
          random_(std::random_device{}()) {}

    void run() {
        while (!shared_.stop) turn();
    }

  private:
    unsigned pick(unsigned choices) { return static_cast<unsigned>(random_()) % choices; }

    void turn() {
        const int name = static_cast<int>(pick(shared_.weather.names));
        const auto text = wide_name(name);
        const auto youngest = shared_.next_unique.load();
        ++shared_.calls;

        handle section;
        bool fresh = false;
        if (pick(2) == 0) {
            const auto made =
                ask([&] { return test::create_raw(PAGE_READWRITE, test::page, text.c_str()); });
            section = handle(made.value);
            if (!section || (made.error != ERROR_SUCCESS && made.error != ERROR_ALREADY_EXISTS))
                return count(shared_.create_errors, made.error);
            fresh = made.error == ERROR_SUCCESS;
            ++shared_.made;
        } else {
            const auto opened = ask([&] {
                return OpenFileMappingW(FILE_MAP_READ | FILE_MAP_WRITE, FALSE, text.c_str());
            });
            section = handle(opened.value);
            if (!section) return count(shared_.open_errors, opened.error);
            ++shared_.opened;
        }
        const identity object = identify(section, name);
        if (object == 0) return;
        if (fresh && unique_of(object) < youngest) ++shared_.stale_objects;

        enter(shared_, slot_, object);
        linger();
        handle copied;
        if (pick(4) == 0) {
            copied = test::duplicate(section, FILE_MAP_READ | FILE_MAP_WRITE);
            if (copied) ++shared_.duplicated;
            if (copied && identify(copied, name) != object) ++shared_.wrong_objects;
        }
        if (pick(4) == 0) look_for_own(text, name, object);
        pid_t child = -1;
        if (!test::fork_amid_threads_may_hang && pick(shared_.weather.turns_for_a_fork) == 0)
            child = fork_off(section, text, name, object);
        if (copied && pick(2) == 0) section.close();  // the copy holds on
        linger();
        leave(shared_, slot_);
        section.close();
        copied.close();
        if (child > 0)
            while (::waitpid(child, nullptr, 0) < 0 && errno == EINTR) {
            }
    }

    /// The object's identity; it gets one where nobody gave it one yet.
    identity identify(const handle& section, int name) {
        const mapped view = test::map(section, FILE_MAP_WRITE);
        if (!view) {
            ++shared_.failed_views;
            return 0;
        }
        auto& bytes = *reinterpret_cast<std::atomic<identity>*>(view.get());
        identity object = 0;
        const identity own = make_identity(name, ++shared_.next_unique);
        if (bytes.compare_exchange_strong(object, own)) return own;
        if (name_of(object) != name) ++shared_.wrong_objects;
        return object;
    }

    void look_for_own(const std::wstring& text, int name, identity object) {
        const auto found = ask(
            [&] { return OpenFileMappingW(FILE_MAP_READ | FILE_MAP_WRITE, FALSE, text.c_str()); });
        const handle again(found.value);
        if (!again) {
            if (found.error == ERROR_FILE_NOT_FOUND) ++shared_.lost;
            else count(shared_.open_errors, found.error);
            return;
        }
        const identity seen = identify(again, name);
        if (seen != 0 && seen != object) ++shared_.two_objects;
    }

    pid_t fork_off(handle& section, const std::wstring& text, int name, identity object) {
        const pid_t child = ::fork();
        if (child != 0) {
            ++shared_.forks;
            return child;
        }
        enter(shared_, child_slot_, object);
        linger();
        look_for_own(text, name, object);
        leave(shared_, child_slot_);
        if (pick(2) == 0) section.close();
        if (pick(2) == 0) ::kill(::getpid(), SIGKILL);
        ::_exit(0);
    }

    void linger() {
        if (pick(4) == 0)
            for (unsigned i = pick(4); i > 0; --i) ::sched_yield();
    }

    board& shared_;
    const int slot_;
    const int child_slot_;
    std::mt19937 random_;
};

}  // namespace

std::wstring wide_name(int name) {
    return L"storm-" + std::to_wstring(name);
}

void work(board& shared, int process) {
    std::vector<std::thread> all;
    for (int thread = 0; thread < threads; ++thread)
        all.emplace_back([&, thread] { worker(shared, process, thread).run(); });
    for (auto& one : all) one.join();
    // Nothing is open now but the root and what every process has.
    if (open_descriptors() > 40) ++shared.grown;
}

}  // namespace storm
