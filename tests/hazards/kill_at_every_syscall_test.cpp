// An operation is killed, halted or crossed by another process at each single system call it makes.
// SPDX-License-Identifier: MIT
#include <windows.h>

#include "conformance/calls.hpp"
#include "forked.hpp"
#include "private_root.hpp"
#include "sent_handle.hpp"
#include "stepper.hpp"
#include "support/doctest.hpp"
#include "support/skip.hpp"
#include "surroundings.hpp"

#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <vector>

using test::ask, test::create, test::create_raw, test::forked, test::gate, test::handle,
    test::in_child, test::map, test::open, test::page, test::private_root, test::stepper,
    test::untouched;

namespace {

using strings = std::vector<std::string>;
using std::chrono::steady_clock;

// The handles of the process that is stepped through; it has one copy of its own.
HANDLE held = nullptr;
HANDLE result = nullptr;

ino_t object_behind(HANDLE section) {
    if (!section) return 0;
    struct stat found {};
    const int fd = static_cast<int>(reinterpret_cast<ULONG_PTR>(section) / 4 - 1);
    return ::fstat(fd, &found) == 0 ? found.st_ino : 0;
}

/// What an operation of one process does with the name `n`.
struct operation {
    std::function<void()> prepare;
    std::function<void()> perform;
    bool needs_holder = false;   ///< it opens, so another process must have the name
    bool needs_no_root = false;  ///< it is to make the root as well
};

void nothing() {}

void warm_up() {
    create(PAGE_READWRITE, page, L"warm-up").close();
}

void make() {
    result = create_raw(PAGE_READWRITE, page, L"n");
}

void make_inheritable() {
    SECURITY_ATTRIBUTES attributes{sizeof attributes, nullptr, TRUE};
    result = CreateFileMappingW(INVALID_HANDLE_VALUE, &attributes, PAGE_READWRITE, 0, page, L"n");
}

void prepare_handle() {
    held = create_raw(PAGE_READWRITE, page, L"n");
}

void prepare_two_handles() {
    prepare_handle();
    static_cast<void>(OpenFileMappingW(FILE_MAP_READ, FALSE, L"n"));
}

void prepare_forked_handle() {
    prepare_handle();
    const pid_t child = ::fork();
    if (child == 0) ::_exit(0);
    ::waitpid(child, nullptr, 0);
}

void close_held() {
    CloseHandle(held);
}

void duplicate_held() {
    DuplicateHandle(GetCurrentProcess(), held, GetCurrentProcess(), &result, 0, FALSE,
                    DUPLICATE_SAME_ACCESS);
}

void open_by_name() {
    result = OpenFileMappingW(FILE_MAP_READ, FALSE, L"n");
}

const operation first_creation{nothing, make};
const operation creation{warm_up, make};
const operation inheritable_creation{warm_up, make_inheritable};
const operation opening{warm_up, open_by_name, true};
const operation duplication{prepare_handle, duplicate_held};
const operation closing{prepare_handle, close_held};
const operation closing_one_of_two{prepare_two_handles, close_held};
const operation closing_after_fork{prepare_forked_handle, close_held};

/// Another process with a handle to the name, or none.
class holder {
  public:
    explicit holder(bool wanted) {
        if (!wanted) return;
        process_ = std::make_unique<forked>([this] {
            const auto section = create(PAGE_READWRITE, page, L"n");
            map(section, FILE_MAP_WRITE)[0] = 77;
            holding_.open();
            CHECK(done_.pass());
        });
        REQUIRE(holding_.pass());
    }
    void end() {
        if (!process_) return;
        done_.open();
        CHECK(process_->passed());
        process_.reset();
    }

  private:
    gate holding_;
    gate done_;
    std::unique_ptr<forked> process_;
};

/// Opens and creates the name as anybody might, and checks the documented results.
void check_name(bool must_be_there) {
    in_child([&] {
        const auto begun = steady_clock::now();
        const auto opened = ask([] { return OpenFileMappingW(FILE_MAP_READ, FALSE, L"n"); });
        const handle first(opened.value);
        CHECK((opened.value ? untouched : DWORD{ERROR_FILE_NOT_FOUND}) == opened.error);
        if (must_be_there) {
            REQUIRE(first);
            CHECK(map(first, FILE_MAP_READ)[0] == 77);
        }
        const auto made = ask([] { return create_raw(PAGE_READWRITE, page, L"n"); });
        const handle second(made.value);
        CHECK(second);
        if (first) CHECK(made.error == ERROR_ALREADY_EXISTS);
        if (first && second) CHECK(object_behind(first.get()) == object_behind(second.get()));
        CHECK(steady_clock::now() - begun < std::chrono::seconds(10));
    });
}

void check_free() {
    in_child([] {
        const auto opened = ask([] { return OpenFileMappingW(FILE_MAP_READ, FALSE, L"n"); });
        CHECK(opened.value == nullptr);
        CHECK(opened.error == ERROR_FILE_NOT_FOUND);
        const auto made = ask([] { return create_raw(PAGE_READWRITE, page, L"n"); });
        const handle section(made.value);
        CHECK(made.error == ERROR_SUCCESS);
        if (section) CHECK(map(section, FILE_MAP_READ)[0] == 0);
    });
}

/// Walks `number` stops into the operation; false where it has fewer.
bool walk(stepper& process, int number) {
    for (int i = 0; i < number; ++i)
        if (!process.step()) return false;
    return true;
}

/// Kills the operation at each stop, and looks what others find then.
void kill_at_every_stop(const operation& tried, bool with_holder) {
    int stops = 0;
    for (bool more = true; more; ++stops) {
        const private_root root;
        if (!tried.needs_no_root) root.make();
        holder other(with_holder);
        stepper process(tried.prepare, tried.perform);
        more = walk(process, stops + 1);
        const auto place = "stop " + std::to_string(stops + 1) + ", " + process.place();
        CAPTURE(place);
        process.kill();

        check_name(with_holder);
        other.end();
        check_free();
        CHECK(root.leftovers() == strings());
    }
    // Fewer would mean that nothing was stepped through.
    CHECK(stops > 8);
}

/// Halts the operation at each stop, and looks what others find while it stands.
void halt_at_every_stop(const operation& tried, bool with_holder) {
    for (int stop = 1;; ++stop) {
        const private_root root;
        root.make();
        holder other(with_holder);
        stepper process(tried.prepare, tried.perform);
        const bool more = walk(process, stop);
        const auto place = "stop " + std::to_string(stop) + ", " + process.place();
        CAPTURE(place);

        check_name(with_holder);
        process.finish();
        check_name(with_holder);
        process.kill();
        other.end();
        check_free();
        CHECK(root.leftovers() == strings());
        if (!more) break;
    }
}

/// What two processes tell about the objects that they hold.
struct shared_report {
    std::atomic<ino_t> own;
    std::atomic<ino_t> others;
};

/// At each stop another process creates or opens the name and keeps it; the operation goes on then.
/// Whatever came first: whoever holds the name holds one object.
void cross_at_every_stop(const operation& tried, bool with_holder) {
    auto* const report = static_cast<shared_report*>(
        ::mmap(nullptr, page, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0));
    REQUIRE(report != MAP_FAILED);
    for (int stop = 1;; ++stop) {
        report->own = 0;
        report->others = 0;
        const private_root root;
        root.make();
        holder earlier(with_holder);
        stepper process(tried.prepare, [&] {
            tried.perform();
            report->own = object_behind(result);
        });
        const bool more = walk(process, stop);
        const auto place = "stop " + std::to_string(stop) + ", " + process.place();
        CAPTURE(place);

        gate holding;
        gate look;
        gate looked;
        forked crossing([&] {
            const auto section = create(PAGE_READWRITE, page, L"n");
            REQUIRE(section);
            report->others = object_behind(section.get());
            holding.open();
            CHECK(look.pass());
            const auto again = open(FILE_MAP_READ, L"n");
            REQUIRE(again);
            CHECK(object_behind(again.get()) == report->others);
            looked.open();
        });
        REQUIRE(holding.pass());
        process.finish();
        if (report->own != 0) CHECK(report->own == report->others);
        in_child([&] {
            const auto section = open(FILE_MAP_READ, L"n");
            REQUIRE(section);
            CHECK(object_behind(section.get()) == report->others);
        });
        look.open();
        CHECK(looked.pass());
        CHECK(crossing.passed());
        process.kill();
        earlier.end();
        check_free();
        CHECK(root.leftovers() == strings());
        if (!more) break;
    }
    ::munmap(report, page);
}

/// At each stop of a close another process takes the handle: it is whole, with its name, or none.
void take_at_every_stop(const operation& close) {
    auto* const theirs = static_cast<std::atomic<HANDLE>*>(
        ::mmap(nullptr, page, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0));
    REQUIRE(theirs != MAP_FAILED);
    for (int stop = 1;; ++stop) {
        const private_root root;
        root.make();
        stepper process(
            [&] {
                close.prepare();
                *theirs = held;
            },
            close.perform);
        const bool more = walk(process, stop);
        const auto place = "stop " + std::to_string(stop) + ", " + process.place();
        CAPTURE(place);

        gate taken;
        gate look;
        forked taker([&] {
            handle section;
            const DWORD error = test::taking(process.id(), *theirs, section);
            const auto is_found = [&] {
                return object_behind(open(FILE_MAP_READ, L"n").get()) ==
                       object_behind(section.get());
            };
            if (section) CHECK(is_found());
            else CHECK(error == ERROR_INVALID_HANDLE);
            taken.open();
            CHECK(look.pass());
            if (section) CHECK(is_found());
        });
        REQUIRE(taken.pass());
        process.finish();
        look.open();
        CHECK(taker.passed());
        process.kill();
        check_free();
        CHECK(root.leftovers() == strings());
        if (!more) break;
    }
    ::munmap(theirs, page);
}

void try_all_ways(const operation& tried) {
    if (const auto why = test::why_no_stepping(); !why.empty()) SKIP_BECAUSE(why);
    for (const bool with_holder : {false, true}) {
        if (tried.needs_holder && !with_holder) continue;
        CAPTURE(with_holder);
        kill_at_every_stop(tried, with_holder);
    }
    for (const bool with_holder : {false, true}) {
        if (tried.needs_holder && !with_holder) continue;
        CAPTURE(with_holder);
        halt_at_every_stop(tried, with_holder);
        cross_at_every_stop(tried, with_holder);
    }
}

}  // namespace

TEST_CASE("a process's first creation may be killed, halted or crossed at every system call") {
    try_all_ways(first_creation);
}

TEST_CASE("a creation that makes the root as well may be killed at every system call") {
    if (const auto why = test::why_no_stepping(); !why.empty()) SKIP_BECAUSE(why);
    if (const auto why = test::why_no_mounts()) SKIP_BECAUSE(*why);
    if (const auto why = test::why_no_other_users()) SKIP_BECAUSE(*why);
    // The making of a root looks at every descriptor of every process: let there be few.
    test::in_pid_namespace([] { kill_at_every_stop({nothing, make, false, true}, false); });
}

TEST_CASE("a creation may be killed, halted or crossed at every system call") {
    try_all_ways(creation);
}

TEST_CASE("an inheritable creation may be killed, halted or crossed at every system call") {
    try_all_ways(inheritable_creation);
}

TEST_CASE("an opening may be killed, halted or crossed at every system call") {
    try_all_ways(opening);
}

TEST_CASE("a duplication may be killed, halted or crossed at every system call") {
    try_all_ways(duplication);
}

TEST_CASE("the closing of a last handle may be killed, halted or crossed at every system call") {
    try_all_ways(closing);
}

TEST_CASE(
    "the closing of one of two handles may be killed, halted or crossed at every system call") {
    try_all_ways(closing_one_of_two);
}

TEST_CASE("a closing after a fork may be killed, halted or crossed at every system call") {
    try_all_ways(closing_after_fork);
}

TEST_CASE(
    "a creation that meets dead links may be killed, halted or crossed at every system call") {
    const operation over_dead_links{[] {
                                        const pid_t child = ::fork();
                                        if (child == 0) {
                                            static_cast<void>(
                                                create_raw(PAGE_READWRITE, page, L"n"));
                                            ::_exit(0);
                                        }
                                        ::waitpid(child, nullptr, 0);
                                        warm_up();
                                    },
                                    make};
    if (const auto why = test::why_no_stepping(); !why.empty()) SKIP_BECAUSE(why);
    kill_at_every_stop(over_dead_links, false);
    halt_at_every_stop(over_dead_links, false);
    cross_at_every_stop(over_dead_links, false);
}

namespace {

HANDLE taking_process = nullptr;

/// A process that others give handles, and that looks what it got.
class taker {
  public:
    taker()
        : process_([this] {
              while (look_.pass()) {
                  CHECK_FALSE(CloseHandle(reinterpret_cast<HANDLE>(ULONG_PTR{0x7FFFFFF0})));
                  looked_.open();
              }
          }) {}
    void look() {
        look_.open();
        REQUIRE(looked_.pass());
    }
    void kill() { process_.kill(); }
    pid_t id() const { return process_.id(); }

  private:
    gate look_;
    gate looked_;
    forked process_;
};

void send_held() {
    DuplicateHandle(GetCurrentProcess(), held, taking_process, &result, 0, FALSE,
                    DUPLICATE_SAME_ACCESS);
}

}  // namespace

TEST_CASE("a duplication into another process may be killed or halted at every system call") {
    if (const auto why = test::why_no_stepping(); !why.empty()) SKIP_BECAUSE(why);
    for (const bool looks : {false, true}) {
        int stops = 0;
        for (bool more = true; more; ++stops) {
            const private_root root;
            root.make();
            taker other;
            stepper process(
                [&] {
                    prepare_handle();
                    taking_process =
                        OpenProcess(PROCESS_DUP_HANDLE, FALSE, static_cast<DWORD>(other.id()));
                },
                send_held);
            more = walk(process, stops + 1);
            const auto place = "stop " + std::to_string(stops + 1) + ", " + process.place();
            CAPTURE(looks);
            CAPTURE(place);
            if (looks) other.look();
            check_name(false);
            process.kill();
            if (looks) {
                other.look();
                check_name(false);
            }
            other.kill();
            check_free();
            CHECK(root.leftovers() == strings());
        }
        CHECK(stops > 20);
    }
}

TEST_CASE("a handle that another process takes while it is being closed has its name, or is none") {
    if (const auto why = test::why_no_stepping(); !why.empty()) SKIP_BECAUSE(why);
    for (const operation& close : {closing, closing_one_of_two, closing_after_fork})
        take_at_every_stop(close);
}
