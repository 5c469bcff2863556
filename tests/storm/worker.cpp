// SPDX-License-Identifier: MIT
#include "worker.hpp"

#include "conformance/calls.hpp"
#include "support/role.hpp"
#include "support/sanitizer.hpp"

#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstdint>
#include <random>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace storm {
namespace {

using test::ask, test::handle, test::mapped;

void count(std::array<std::atomic<std::uint64_t>, error_codes>& errors, DWORD error) {
    ++errors[error < error_codes ? error : error_codes - 1];
}

std::uint64_t number_of(HANDLE value) {
    return reinterpret_cast<std::uintptr_t>(value);
}

// A gift's number says to whom it is given, and of the object as much as there is room for.
constexpr std::uint64_t gift_mark = std::uint64_t{1} << 63;
constexpr std::uint64_t low_bits(std::uint64_t number, int bits) {
    return number & ((std::uint64_t{1} << bits) - 1);
}
constexpr std::uint64_t gift_number(DWORD to, identity object, std::uint64_t number) {
    return gift_mark | low_bits(to, 22) << 41 | low_bits(object, 9) << 32 | low_bits(number, 32);
}
constexpr bool is_gift_to(std::uint64_t gift, DWORD process) {
    return (gift & gift_mark) != 0 && low_bits(gift >> 41, 22) == process;
}
constexpr bool is_gift_of(std::uint64_t gift, identity object) {
    return low_bits(gift >> 32, 9) == low_bits(object, 9);
}
constexpr std::uint64_t handle_of_gift(std::uint64_t gift) {
    return low_bits(gift, 32);
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

    /// What an heir does with what it was told.
    void inherit(HANDLE value, identity object) {
        handle section(value);
        if (identity_of(section) != object) {
            ++shared_.wrong_objects;
            return;
        }
        ++shared_.inherited;
        const int name = name_of(object);
        enter(shared_, child_slot_, object);
        linger();
        look_for_own(wide_name(name), name, object);
        leave(shared_, child_slot_);
        if (pick(2) == 0) section.close();
        if (pick(2) == 0) ::kill(::getpid(), SIGKILL);
    }

  private:
    unsigned pick(unsigned choices) { return static_cast<unsigned>(random_()) % choices; }

    void turn() {
        ++shared_.calls;
        if (shared_.weather.turns_for_a_gift != 0) {
            if (use_gift()) return;
            if (pick(shared_.weather.turns_for_a_gift) == 0) return take();
        }
        const int name = static_cast<int>(pick(shared_.weather.names));
        const auto text = wide_name(name);
        const auto youngest = shared_.next_unique.load();

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
        if (shared_.weather.execs && pick(2) == 0)
            SetHandleInformation(section.get(), HANDLE_FLAG_INHERIT, HANDLE_FLAG_INHERIT);
        use(std::move(section), object);
    }

    void use(handle section, identity object) {
        const int name = name_of(object);
        const auto text = wide_name(name);
        shared_.handles[static_cast<std::size_t>(slot_)] = number_of(section.get());
        enter(shared_, slot_, object);
        linger();
        handle copied;
        if (pick(4) == 0) {
            copied = test::duplicate(section, FILE_MAP_READ | FILE_MAP_WRITE);
            if (copied) ++shared_.duplicated;
            if (copied && identify(copied, name) != object) ++shared_.wrong_objects;
        }
        if (pick(4) == 0) look_for_own(text, name, object);
        if (shared_.weather.turns_for_a_gift != 0 && pick(shared_.weather.turns_for_a_gift) == 0)
            give(section, object);
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

    // --- handles from process to process

    // Never to the first process, which lives to the end: should the giver be killed before it has
    // told of the handle, nobody would close it.
    void give(const handle& section, identity object) {
        const auto to = static_cast<std::size_t>(
            1 + pick(static_cast<unsigned>(shared_.weather.processes - 1)));
        auto& place = shared_.gifts[to][pick(threads)];
        auto reserved = static_cast<std::uint64_t>(slot_) + 1;
        std::uint64_t none = 0;
        if (!place.compare_exchange_strong(none, reserved)) return;
        const DWORD id = shared_.ids[to];
        HANDLE theirs = nullptr;
        const handle process(OpenProcess(PROCESS_DUP_HANDLE, FALSE, id));
        const auto given = ask([&] {
            return process ? DuplicateHandle(GetCurrentProcess(), section.get(), process.get(),
                                             &theirs, 0, FALSE, DUPLICATE_SAME_ACCESS)
                           : FALSE;
        });
        if (given.value) ++shared_.given;
        else if (process) count(shared_.gift_errors, given.error);
        // Where the place is no longer reserved, the process is gone with all that it was given.
        place.compare_exchange_strong(reserved,
                                      given.value ? gift_number(id, object, number_of(theirs)) : 0);
    }

    bool use_gift() {
        for (auto& place : shared_.gifts[static_cast<std::size_t>(process_of(slot_))]) {
            auto gift = place.load();
            if (!is_gift_to(gift, GetCurrentProcessId()) || !place.compare_exchange_strong(gift, 0))
                continue;
            handle section(reinterpret_cast<HANDLE>(handle_of_gift(gift)));
            const identity object = identity_of(section);
            if (object == 0 || !is_gift_of(gift, object)) ++shared_.wrong_objects;
            else use(std::move(section), object);
            return true;
        }
        return false;
    }

    // Of a handle that may be closed, or be another one by now.
    void take() {
        const auto from = static_cast<std::size_t>(pick(slots / 2));
        const DWORD id = shared_.ids[static_cast<std::size_t>(process_of(static_cast<int>(from)))];
        const auto theirs = reinterpret_cast<HANDLE>(shared_.handles[from].load());
        if (theirs == nullptr || id == GetCurrentProcessId()) return;
        const handle process(OpenProcess(PROCESS_DUP_HANDLE, FALSE, id));
        if (!process) return;
        HANDLE own = nullptr;
        const auto taken = ask([&] {
            return DuplicateHandle(process.get(), theirs, GetCurrentProcess(), &own, 0, FALSE,
                                   DUPLICATE_SAME_ACCESS);
        });
        if (!taken.value) return count(shared_.gift_errors, taken.error);
        handle section(own);
        const identity object = identity_of(section);
        if (object == 0) return;
        ++shared_.taken;
        use(std::move(section), object);
    }

    /// 0 where it is no section, or nobody gave it an identity yet.
    static identity identity_of(const handle& section) {
        const mapped view(test::map_raw(section.get(), FILE_MAP_READ));
        return view ? reinterpret_cast<const std::atomic<identity>*>(view.get())->load() : 0;
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
        DWORD flags = 0;
        if (shared_.weather.execs && GetHandleInformation(section.get(), &flags) &&
            (flags & HANDLE_FLAG_INHERIT) != 0)
            execute(section, object);
        enter(shared_, child_slot_, object);
        linger();
        look_for_own(text, name, object);
        leave(shared_, child_slot_);
        if (pick(2) == 0) section.close();
        if (pick(2) == 0) ::kill(::getpid(), SIGKILL);
        ::_exit(0);
    }

    [[noreturn]] void execute(const handle& section, identity object) const {
        const std::string board_there = std::to_string(shared_.descriptor);
        const std::string slot = std::to_string(slot_);
        const std::string value = std::to_string(number_of(section.get()));
        const std::string wanted = std::to_string(object);
        ::execl("/proc/self/exe", "storm", "--role", heir, board_there.c_str(), slot.c_str(),
                value.c_str(), wanted.c_str(), nullptr);
        ::_exit(1);
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

TEST_ROLE(heir) {
    void* const memory = ::mmap(nullptr, sizeof(board), PROT_READ | PROT_WRITE, MAP_SHARED,
                                std::stoi(given.at(0)), 0);
    if (memory == MAP_FAILED) return 1;
    const int slot = std::stoi(given.at(1));
    worker(*static_cast<board*>(memory), process_of(slot), slot % threads)
        .inherit(reinterpret_cast<HANDLE>(static_cast<ULONG_PTR>(std::stoull(given.at(2)))),
                 std::stoull(given.at(3)));
    return 0;
}

void work(board& shared, int process) {
    shared.ids[static_cast<std::size_t>(process)] = GetCurrentProcessId();
    std::vector<std::thread> all;
    for (int thread = 0; thread < threads; ++thread)
        all.emplace_back([&, thread] { worker(shared, process, thread).run(); });
    for (auto& one : all) one.join();
    // Nothing is open now but the root and what every process has.
    if (open_descriptors() > 40) ++shared.grown;
}

}  // namespace storm
