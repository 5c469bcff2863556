// Processes with eight threads each over a few names, killed at random.
// SPDX-License-Identifier: MIT
//
// MAPVIEW_STORM_SECONDS says for how long; ten by default.
#include <windows.h>

#include "conformance/calls.hpp"
#include "detector.hpp"
#include "hazards/forked.hpp"
#include "hazards/private_root.hpp"
#include "hazards/surroundings.hpp"
#include "support/doctest.hpp"
#include "support/eventually.hpp"
#include "worker.hpp"

#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <iostream>
#include <random>
#include <set>
#include <string>
#include <vector>

namespace {

using namespace std::chrono_literals;
using std::chrono::steady_clock;
using storm::board;
using strings = std::vector<std::string>;

std::chrono::milliseconds wanted_length() {
    const char* const text = std::getenv("MAPVIEW_STORM_SECONDS");
    return std::chrono::seconds(text ? std::atoi(text) : 10);
}

/// The board, in memory that all processes to come share.
class shared_board {
  public:
    explicit shared_board(storm::climate weather = {}) : descriptor_(::memfd_create("board", 0)) {
        REQUIRE(::ftruncate(descriptor_, sizeof(board)) == 0);
        void* const memory =
            ::mmap(nullptr, sizeof(board), PROT_READ | PROT_WRITE, MAP_SHARED, descriptor_, 0);
        REQUIRE(memory != MAP_FAILED);
        board_ = static_cast<board*>(memory);
        board_->weather = weather;
        board_->descriptor = descriptor_;
    }
    shared_board(const shared_board&) = delete;
    shared_board& operator=(const shared_board&) = delete;
    ~shared_board() {
        ::munmap(board_, sizeof(board));
        ::close(descriptor_);
    }

    board& operator*() const { return *board_; }
    board* operator->() const { return board_; }

  private:
    int descriptor_;
    board* board_ = nullptr;
};

/// Starts the processes, kills and halts them at random, starts others in their places.
class weather {
  public:
    explicit weather(board& shared)
        : shared_(shared), ids_(static_cast<std::size_t>(shared.weather.processes), -1) {
        // Grandchildren whose parents were killed come to us to be waited for.
        ::prctl(PR_SET_CHILD_SUBREAPER, 1);
        for (int i = 0; i < shared.weather.processes; ++i) start(i);
    }
    weather(const weather&) = delete;
    weather& operator=(const weather&) = delete;
    ~weather() {
        shared_.stop = true;
        for (const pid_t id : ids_)
            if (id > 0) ::kill(id, SIGKILL);
        wait_for_all();
        ::prctl(PR_SET_CHILD_SUBREAPER, 0);
    }

    int kills() const { return kills_; }

    void blow(steady_clock::duration length, const std::function<bool()>& enough) {
        const auto end = steady_clock::now() + length;
        while (steady_clock::now() < end && !enough()) {
            pause_at_most(shared_.weather.longest_calm);
            // The first process is never killed: at the end it must be as it was in the beginning.
            const auto others = static_cast<unsigned>(shared_.weather.processes - 1);
            const int victim = 1 + static_cast<int>(random_() % others);
            if (random_() % 10 == 0) halt(victim);
            else replace(victim);
            reap_strays();
        }
    }

    /// Lets the processes come to their own ends; false where they do not.
    bool subside() {
        shared_.stop = true;
        bool ended = true;
        for (pid_t& id : ids_) {
            int status = 0;
            ended =
                test::eventually([&] { return ::waitpid(id, &status, WNOHANG) == id; }) && ended;
            if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) ended = false;
            id = -1;
        }
        wait_for_all();
        return ended;
    }

  private:
    void start(int process) {
        std::cout.flush();
        const pid_t id = ::fork();
        if (id == 0) {
            ::prctl(PR_SET_PDEATHSIG, SIGKILL);
            storm::work(shared_, process);
            ::_exit(0);
        }
        REQUIRE(id > 0);
        ids_[static_cast<std::size_t>(process)] = id;
    }

    void replace(int process) {
        pid_t& id = ids_[static_cast<std::size_t>(process)];
        auto& doomed = shared_.doomed[static_cast<std::size_t>(process)];
        doomed = true;
        ::kill(id, SIGKILL);
        while (::waitpid(id, nullptr, 0) < 0 && errno == EINTR) {
        }
        for (int thread = 0; thread < storm::threads; ++thread)
            storm::leave(shared_, storm::slot_of(process, thread, false));
        forget_gifts(process);
        doomed = false;
        ++kills_;
        start(process);
    }

    // What it was given is gone with it, and what it was about to give.
    void forget_gifts(int process) {
        for (int to = 0; to < storm::processes; ++to)
            for (auto& place : shared_.gifts[static_cast<std::size_t>(to)]) {
                auto gift = place.load();
                const bool reserved = gift != 0 && gift <= storm::slots;
                const bool by_it =
                    reserved && storm::process_of(static_cast<int>(gift) - 1) == process;
                if (to == process || by_it) place.compare_exchange_strong(gift, 0);
            }
    }

    void halt(int process) {
        const pid_t id = ids_[static_cast<std::size_t>(process)];
        ::kill(id, SIGSTOP);
        pause_at_most(5000);
        ::kill(id, SIGCONT);
    }

    // Not a wait for something: the time in which the storm blows undisturbed.
    void pause_at_most(unsigned microseconds) {
        ::usleep(static_cast<unsigned>(random_()) % microseconds);
    }

    void reap_strays() {
        for (;;) {
            siginfo_t ended{};
            if (::waitid(P_ALL, 0, &ended, WEXITED | WNOHANG | WNOWAIT) != 0 || ended.si_pid == 0)
                return;
            if (std::ranges::find(ids_, ended.si_pid) != ids_.end()) {
                ++unexpected_ends_;  // a worker ended by itself; its slot is filled when replaced
                return;
            }
            ::waitpid(ended.si_pid, nullptr, 0);
        }
    }

    void wait_for_all() {
        test::eventually([] {
            pid_t ended = 0;
            while ((ended = ::waitpid(-1, nullptr, WNOHANG)) > 0) {
            }
            return ended < 0 && errno == ECHILD;
        });
    }

    board& shared_;
    std::vector<pid_t> ids_;
    std::mt19937 random_{std::random_device{}()};
    int kills_ = 0;
    int unexpected_ends_ = 0;
};

std::string errors_but(const std::array<std::atomic<std::uint64_t>, storm::error_codes>& errors,
                       const std::set<std::size_t>& allowed) {
    std::string text;
    for (std::size_t error = 0; error < errors.size(); ++error)
        if (errors[error] != 0 && !allowed.contains(error))
            text += std::to_string(error) + ": " + std::to_string(errors[error]) + " times; ";
    return text;
}

void check_nothing_is_left(const test::private_root& root, unsigned names) {
    test::in_child([names] {
        for (unsigned name = 0; name < names; ++name) {
            const auto text = storm::wide_name(static_cast<int>(name));
            CAPTURE(name);
            const auto opened =
                test::ask([&] { return OpenFileMappingW(FILE_MAP_READ, FALSE, text.c_str()); });
            CHECK(opened.value == nullptr);
            CHECK(opened.error == ERROR_FILE_NOT_FOUND);
            const auto made = test::ask(
                [&] { return test::create_raw(PAGE_READWRITE, test::page, text.c_str()); });
            const test::handle section(made.value);
            CHECK(made.error == ERROR_SUCCESS);
            const auto view = test::map(section, FILE_MAP_READ);
            if (view) CHECK(view[0] == 0);
        }
    });
    // A process that was killed while it built leaves a folder for the next ones to sweep.
    for (int i = 0; i < 20 && !root.leftovers().empty(); ++i)
        test::in_child([] { test::create(PAGE_READWRITE, test::page, L"sweeper").close(); });
    CHECK(root.leftovers() == strings());
}

void check_storm(storm::climate climate, std::chrono::milliseconds length) {
    const test::private_root root;
    const shared_board shared(climate);
    const auto memory_before = test::meminfo("Shmem");
    int kills = 0;
    {
        weather storm(*shared);
        storm.blow(length, [] { return false; });
        kills = storm.kills();
        CHECK(storm.subside());
    }

    MESSAGE("calls ", shared->calls.load(), ", made or opened by create ", shared->made.load(),
            ", opened ", shared->opened.load(), ", given ", shared->given.load(), ", taken ",
            shared->taken.load(), ", inherited ", shared->inherited.load(), ", not found ",
            shared->open_errors[ERROR_FILE_NOT_FOUND].load(), ", duplicated ",
            shared->duplicated.load(), ", forks ", shared->forks.load(), ", kills ", kills);
    CHECK(shared->two_objects.load() == 0);
    CHECK(shared->lost.load() == 0);
    CHECK(shared->wrong_objects.load() == 0);
    CHECK(shared->stale_objects.load() == 0);
    CHECK(shared->failed_views.load() == 0);
    CHECK(shared->grown.load() == 0);
    CHECK(errors_but(shared->create_errors, {}) == "");
    CHECK(errors_but(shared->open_errors, {ERROR_FILE_NOT_FOUND}) == "");
    // It has ended; it has closed the handle; it was given the handle itself.
    CHECK(errors_but(shared->gift_errors,
                     {ERROR_ACCESS_DENIED, ERROR_INVALID_HANDLE, ERROR_NOT_SUPPORTED}) == "");
    CHECK(shared->calls.load() > 1000);
    CHECK(kills > 10);

    check_nothing_is_left(root, climate.names);
    CHECK(test::eventually([&] { return test::meminfo("Shmem") < memory_before + (16 << 20); }));
}

}  // namespace

TEST_CASE("the detector sees two objects of one name") {
    const shared_board shared;
    storm::enter(*shared, storm::slot_of(0, 0, false), storm::make_identity(3, 1));
    storm::enter(*shared, storm::slot_of(1, 0, false), storm::make_identity(4, 2));
    storm::enter(*shared, storm::slot_of(2, 0, false), storm::make_identity(3, 1));
    CHECK(shared->two_objects.load() == 0);
    storm::enter(*shared, storm::slot_of(3, 7, true), storm::make_identity(3, 5));
    CHECK(shared->two_objects.load() == 2);
}

TEST_CASE("the detector does not count whom we killed, nor what is closed") {
    const shared_board shared;
    storm::enter(*shared, storm::slot_of(1, 0, false), storm::make_identity(3, 1));
    shared->doomed[1] = true;
    storm::enter(*shared, storm::slot_of(2, 0, false), storm::make_identity(3, 2));
    storm::leave(*shared, storm::slot_of(2, 0, false));
    storm::enter(*shared, storm::slot_of(4, 0, false), storm::make_identity(3, 3));
    CHECK(shared->two_objects.load() == 0);
}

TEST_CASE("the storm sees the faults of a directory whose live names are removed") {
    const test::private_root root;
    const shared_board shared;
    std::mt19937 random(1);
    {
        weather storm(*shared);
        storm.blow(30s, [&] {
            // What a wrong clean-up would do: a live object's folder is emptied and taken away.
            const auto name = "storm-" + std::to_string(random() % shared->weather.names);
            std::error_code ignored;
            std::filesystem::remove_all(root.local() + '/' + name, ignored);
            return shared->two_objects > 0 && shared->lost > 0;
        });
    }
    CHECK(shared->two_objects.load() > 0);
    CHECK(shared->lost.load() > 0);
}

TEST_CASE("a storm ends without a fault, and nothing is left of it") {
    check_storm({}, wanted_length());
}

TEST_CASE("a storm over two names, of objects that live by their copies") {
    check_storm({.processes = 4, .names = 2, .turns_for_a_fork = 8, .longest_calm = 1500},
                wanted_length() / 3);
}

TEST_CASE("a storm of handles that go from process to process") {
    check_storm({.processes = 4, .names = 5, .turns_for_a_fork = 20, .turns_for_a_gift = 4},
                wanted_length() / 3);
}

TEST_CASE("a storm of handles that are inherited by programs") {
    check_storm({.processes = 4, .names = 5, .turns_for_a_fork = 10, .execs = true},
                wanted_length() / 3);
}
