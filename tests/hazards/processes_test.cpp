// fork, exec, SIGKILL, SIGSTOP, pid namespaces, the library twice in one process.
// SPDX-License-Identifier: MIT
#include <windows.h>

#include "conformance/calls.hpp"
#include "forked.hpp"
#include "private_root.hpp"
#include "support/doctest.hpp"
#include "support/eventually.hpp"
#include "support/role.hpp"
#include "support/sanitizer.hpp"
#include "support/skip.hpp"
#include "surroundings.hpp"

#include <dlfcn.h>
#include <fcntl.h>
#include <sched.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <thread>
#include <type_traits>
#include <vector>

namespace fs = std::filesystem;

using test::ask, test::create, test::create_raw, test::duplicate, test::eventually, test::forked,
    test::gate, test::handle, test::in_child, test::map, test::mapped, test::open, test::page,
    test::private_root, test::untouched;

namespace {

using strings = std::vector<std::string>;
using std::chrono::steady_clock;

DWORD creating(const wchar_t* name = L"n") {
    const auto made = ask([&] { return create_raw(PAGE_READWRITE, page, name); });
    const handle owned(made.value);
    return made.error;
}

DWORD opening(const wchar_t* name = L"n") {
    const auto opened = ask([&] { return OpenFileMappingW(FILE_MAP_READ, FALSE, name); });
    const handle owned(opened.value);
    return opened.value ? untouched : opened.error;
}

/// What a process that never used the library finds under the name.
DWORD opening_afresh() {
    int ends[2];
    REQUIRE(::pipe2(ends, O_CLOEXEC) == 0);
    in_child([&] {
        const DWORD found = opening();
        REQUIRE(::write(ends[1], &found, sizeof found) == sizeof found);
    });
    DWORD found = 0;
    REQUIRE(::read(ends[0], &found, sizeof found) == sizeof found);
    ::close(ends[0]);
    ::close(ends[1]);
    return found;
}

handle create_inheritable(const wchar_t* name) {
    SECURITY_ATTRIBUTES attributes{sizeof attributes, nullptr, TRUE};
    return handle(
        CreateFileMappingW(INVALID_HANDLE_VALUE, &attributes, PAGE_READWRITE, 0, page, name));
}

/// Starts a program in place of this process; does not return.
[[noreturn]] void execute(const char* program, strings words) {
    std::vector<char*> vector;
    for (auto& word : words) vector.push_back(word.data());
    vector.push_back(nullptr);
    ::execvp(program, vector.data());
    ::_exit(96);
}

std::string text_of(HANDLE value) {
    return std::to_string(reinterpret_cast<ULONG_PTR>(value));
}

}  // namespace

TEST_CASE("a forked child's copy keeps the name when the parent closes its own and ends") {
    const private_root root;
    gate forked_on;
    gate look;
    gate done;
    forked parent([&] {
        auto section = create(PAGE_READWRITE, page, L"n");
        map(section, FILE_MAP_WRITE)[0] = 5;
        if (::fork() == 0) {
            forked_on.open();
            ::_exit(done.pass() ? 0 : 1);
        }
        section.close();
    });
    REQUIRE(forked_on.pass());
    CHECK(parent.passed());
    CHECK(opening_afresh() == untouched);
    in_child([] {
        const auto section = open(FILE_MAP_READ, L"n");
        REQUIRE(section);
        CHECK(map(section, FILE_MAP_READ)[0] == 5);
        CHECK(creating() == ERROR_ALREADY_EXISTS);
    });
    done.open();
    CHECK(eventually([] { return opening_afresh() == ERROR_FILE_NOT_FOUND; }));
    CHECK(root.leftovers() == strings());
}

TEST_CASE("a forked child's copy counts when the parent is killed") {
    const private_root root;
    gate forked_on;
    gate done;
    forked parent([&] {
        const auto section = create(PAGE_READWRITE, page, L"n");
        if (::fork() == 0) {
            forked_on.open();
            ::_exit(done.pass() ? 0 : 1);
        }
        ::pause();
    });
    REQUIRE(forked_on.pass());
    parent.kill();
    CHECK(opening_afresh() == untouched);
    done.open();
    CHECK(eventually([] { return opening_afresh() == ERROR_FILE_NOT_FOUND; }));
    CHECK(root.leftovers() == strings());
}

TEST_CASE("a forked child that closes its copy leaves the parent's") {
    const private_root root;
    in_child([] {
        auto section = create(PAGE_READWRITE, page, L"n");
        in_child([&] { section.close(); });
        CHECK(opening() == untouched);
        CHECK(map(section, FILE_MAP_WRITE));
        section.close();
        CHECK(opening() == ERROR_FILE_NOT_FOUND);
    });
    CHECK(root.leftovers() == strings());
}

TEST_CASE("a parent that closes leaves the copy of its forked child") {
    const private_root root;
    gate closed;
    in_child([&] {
        auto section = create(PAGE_READWRITE, page, L"n");
        forked child([&] {
            CHECK(closed.pass());
            CHECK(opening() == untouched);
            map(section, FILE_MAP_WRITE)[0] = 1;
            section.close();
            CHECK(opening() == ERROR_FILE_NOT_FOUND);
        });
        section.close();
        CHECK(opening() == untouched);
        closed.open();
        CHECK(child.passed());
        CHECK(opening() == ERROR_FILE_NOT_FOUND);
    });
    CHECK(root.leftovers() == strings());
}

TEST_CASE("the grandchild's copy keeps the name alone") {
    const private_root root;
    gate forked_on;
    gate done;
    forked parent([&] {
        const auto section = create(PAGE_READWRITE, page, L"n");
        if (::fork() == 0) {
            if (::fork() == 0) {
                forked_on.open();
                ::_exit(done.pass() ? 0 : 1);
            }
            ::_exit(0);
        }
        ::wait(nullptr);
    });
    REQUIRE(forked_on.pass());
    CHECK(parent.passed());
    CHECK(opening_afresh() == untouched);
    done.open();
    CHECK(eventually([] { return opening_afresh() == ERROR_FILE_NOT_FOUND; }));
}

TEST_CASE("a handle made after a fork is none of the child's") {
    const private_root root;
    gate forked_on;
    gate done;
    in_child([&] {
        const auto early = create(PAGE_READWRITE, page, L"early");
        forked child([&] {
            forked_on.open();
            CHECK(done.pass());
        });
        CHECK(forked_on.pass());
        auto late = create(PAGE_READWRITE, page, L"late");
        late.close();
        CHECK(opening(L"late") == ERROR_FILE_NOT_FOUND);
        done.open();
        CHECK(child.passed());
    });
    CHECK(root.leftovers() == strings());
}

TEST_CASE("views survive a fork and show the same bytes") {
    const private_root root;
    in_child([] {
        auto section = create(PAGE_READWRITE, page, L"n");
        const auto view = map(section, FILE_MAP_WRITE);
        section.close();
        in_child([&] { view[0] = 9; });
        CHECK(view[0] == 9);
    });
}

TEST_CASE("a program that does not know the library keeps the name of an inherited handle") {
    const private_root root;
    gate ready;
    forked parent([&] {
        const auto section = create_inheritable(L"n");
        map(section, FILE_MAP_WRITE)[0] = 3;
        ready.open();
        execute("sleep", {"sleep", "60"});
    });
    REQUIRE(ready.pass());
    const auto runs_sleep = [&] {
        return fs::read_symlink("/proc/" + std::to_string(parent.id()) + "/exe").filename() !=
               fs::read_symlink("/proc/self/exe").filename();
    };
    REQUIRE(eventually(runs_sleep));
    CHECK(opening_afresh() == untouched);
    in_child([] {
        const auto section = open(FILE_MAP_READ, L"n");
        REQUIRE(section);
        CHECK(map(section, FILE_MAP_READ)[0] == 3);
    });
    parent.kill();
    CHECK(eventually([] { return opening_afresh() == ERROR_FILE_NOT_FOUND; }));
    CHECK(root.leftovers() == strings());
}

TEST_CASE("a program does not inherit a handle that is not inheritable, nor keep its name") {
    const private_root root;
    gate ready;
    forked parent([&] {
        const auto section = create(PAGE_READWRITE, page, L"n");
        ready.open();
        execute("sleep", {"sleep", "60"});
    });
    REQUIRE(ready.pass());
    CHECK(eventually([] { return opening_afresh() == ERROR_FILE_NOT_FOUND; }));
    CHECK(root.leftovers() == strings());
}

// Uses an inherited handle by its value; leaves what it found in the exit code.
TEST_ROLE(heir) {
    const auto value = reinterpret_cast<HANDLE>(static_cast<ULONG_PTR>(std::stoull(given.at(0))));
    if (opening() != untouched) return 1;
    {
        const mapped view(test::map_raw(value, FILE_MAP_WRITE));
        if (!view) return 2;
        if (view[0] != 7) return 3;
    }
    if (opening() != untouched) return 4;
    if (!CloseHandle(value)) return 5;
    if (opening() != ERROR_FILE_NOT_FOUND) return 6;
    if (CloseHandle(value)) return 7;
    return 0;
}

TEST_CASE("after exec an inheritable handle works by its value, and closing it frees the name") {
    const private_root root;
    forked parent([&] {
        const auto section = create_inheritable(L"n");
        map(section, FILE_MAP_WRITE)[0] = 7;
        execute("/proc/self/exe", {"self", "--role", "heir", text_of(section.get())});
    });
    CHECK(parent.passed());
    CHECK(opening_afresh() == ERROR_FILE_NOT_FOUND);
    CHECK(root.leftovers() == strings());
}

// Opens nothing, just closes what it inherited.
TEST_ROLE(closer) {
    const auto value = reinterpret_cast<HANDLE>(static_cast<ULONG_PTR>(std::stoull(given.at(0))));
    return CloseHandle(value) ? 0 : 1;
}

TEST_CASE("after exec an inherited handle can be closed by the first call") {
    const private_root root;
    forked parent([&] {
        const auto section = create_inheritable(L"n");
        execute("/proc/self/exe", {"self", "--role", "closer", text_of(section.get())});
    });
    CHECK(parent.passed());
    CHECK(opening_afresh() == ERROR_FILE_NOT_FOUND);
    CHECK(root.leftovers() == strings());
}

// Passes an inherited handle on to a program of its own.
TEST_ROLE(middleman) {
    execute("/proc/self/exe", {"self", "--role", "heir", given.at(0)});
}

TEST_CASE("an inheritable handle is inherited through programs that do not touch it") {
    const private_root root;
    forked parent([&] {
        const auto section = create_inheritable(L"n");
        map(section, FILE_MAP_WRITE)[0] = 7;
        execute("/proc/self/exe", {"self", "--role", "middleman", text_of(section.get())});
    });
    CHECK(parent.passed());
    CHECK(root.leftovers() == strings());
}

TEST_CASE("a killed holder frees its name, and the next creation is fresh and zeroed") {
    const private_root root;
    gate held;
    forked holder([&] {
        const auto section = create(PAGE_READWRITE, page, L"n");
        map(section, FILE_MAP_WRITE)[0] = 1;
        held.open();
        ::pause();
    });
    REQUIRE(held.pass());
    CHECK(opening_afresh() == untouched);
    holder.kill();
    CHECK(opening_afresh() == ERROR_FILE_NOT_FOUND);
    in_child([] {
        const auto made = ask([] { return create_raw(PAGE_READWRITE, page, L"n"); });
        const handle section(made.value);
        CHECK(made.error == ERROR_SUCCESS);
        CHECK(map(section, FILE_MAP_READ)[0] == 0);
    });
    CHECK(root.leftovers() == strings());
}

TEST_CASE("a name whose holders are killed one by one lives with the last") {
    const private_root root;
    std::vector<forked> holders;
    for (int i = 0; i < 5; ++i) {
        gate held;
        holders.emplace_back([&] {
            const auto section = create(PAGE_READWRITE, page, L"n");
            held.open();
            ::pause();
        });
        REQUIRE(held.pass());
    }
    while (!holders.empty()) {
        CHECK(opening_afresh() == untouched);
        holders.erase(holders.begin());
    }
    CHECK(opening_afresh() == ERROR_FILE_NOT_FOUND);
    CHECK(root.leftovers() == strings());
}

TEST_CASE("a stopped holder blocks nobody") {
    const private_root root;
    gate held;
    forked holder([&] {
        const auto section = create(PAGE_READWRITE, page, L"n");
        held.open();
        ::pause();
    });
    REQUIRE(held.pass());
    holder.stop();
    const auto begun = steady_clock::now();
    in_child([] {
        CHECK(opening() == untouched);
        CHECK(creating() == ERROR_ALREADY_EXISTS);
        CHECK(creating(L"another") == ERROR_SUCCESS);
    });
    CHECK(steady_clock::now() - begun < std::chrono::seconds(20));
}

TEST_CASE("a holder whose first thread has ended is found") {
    const private_root root;
    gate held;
    gate done;
    forked holder([&] {
        const auto section = create(PAGE_READWRITE, page, L"n");
        map(section, FILE_MAP_WRITE)[0] = 2;
        std::thread([&] {
            // The first thread of a process may end before the others: /proc/<pid>/fd is empty
            // then.
            const auto first_has_ended = [] {
                return test::entries_of("/proc/" + std::to_string(::getpid()) + "/fd").empty();
            };
            CHECK(eventually(first_has_ended));
            held.open();
            ::_exit(done.pass() ? 0 : 1);
        }).detach();
        ::syscall(SYS_exit, 0);
    });
    REQUIRE(held.pass());
    in_child([] {
        const auto section = open(FILE_MAP_READ, L"n");
        REQUIRE(section);
        CHECK(map(section, FILE_MAP_READ)[0] == 2);
    });
    done.open();
    CHECK(holder.passed());
    CHECK(opening_afresh() == ERROR_FILE_NOT_FOUND);
    CHECK(root.leftovers() == strings());
}

TEST_CASE("a fork amid the calls of other threads copies no descriptor that the library forgets") {
    if (test::fork_amid_threads_may_hang)
        SKIP_BECAUSE("the child may find AddressSanitizer's allocator locked");
    const private_root root;
    in_child([] {
        std::atomic<bool> stop = false;
        std::vector<std::thread> threads;
        for (int number = 0; number < 4; ++number)
            threads.emplace_back([&, number] {
                const auto own = L"n" + std::to_wstring(number % 2);
                while (!stop) {
                    const auto section = create(PAGE_READWRITE, page, own.c_str());
                    const auto again = open(FILE_MAP_READ, own.c_str());
                    const auto copied = section ? duplicate(section, GENERIC_READ) : handle();
                }
            });
        for (int round = 0; round < 150; ++round) {
            in_child([] {
                for (int fd = 3; fd < 256; ++fd)
                    CloseHandle(reinterpret_cast<HANDLE>(static_cast<ULONG_PTR>(fd + 1) * 4));
                strings stray;
                for (const auto& entry : fs::directory_iterator("/proc/self/fd")) {
                    std::error_code gone;
                    const auto target = fs::read_symlink(entry, gone).string();
                    const auto object = target.find("/root/Local/");
                    if (target.starts_with("/memfd:mapview:") || object != target.npos)
                        stray.push_back(target);
                }
                CHECK(stray == strings());
            });
        }
        stop = true;
        for (auto& thread : threads) thread.join();
    });
    CHECK(opening_afresh() == ERROR_FILE_NOT_FOUND);
    CHECK(root.leftovers() == strings());
}

TEST_CASE("names are free again while children forked amid other threads' calls live on") {
    if (test::fork_amid_threads_may_hang)
        SKIP_BECAUSE("the child may find AddressSanitizer's allocator locked");
    const private_root root;
    gate done;
    in_child([&] {
        std::atomic<bool> stop = false;
        std::vector<std::thread> threads;
        for (int number = 0; number < 2; ++number)
            threads.emplace_back([&] {
                while (!stop) {
                    const auto section = create(PAGE_READWRITE, page, L"n");
                    const auto again = open(FILE_MAP_READ, L"n");
                }
            });
        std::vector<forked> children;
        for (int round = 0; round < 20; ++round)
            children.emplace_back([&] {
                // On Windows too a copy that came by inheritance has to be closed by its owner.
                for (int fd = 3; fd < 256; ++fd)
                    CloseHandle(reinterpret_cast<HANDLE>(static_cast<ULONG_PTR>(fd + 1) * 4));
                CHECK(done.pass());
            });
        stop = true;
        for (auto& thread : threads) thread.join();
        CHECK(eventually([] { return opening() == ERROR_FILE_NOT_FOUND; }));
        for (std::size_t i = 0; i < children.size(); ++i) done.open();
        for (auto& child : children) CHECK(child.passed());
    });
    CHECK(root.leftovers() == strings());
}

TEST_CASE("a pid namespace of its own has names of its own by default") {
    if (const auto why = test::why_no_mounts()) SKIP_BECAUSE(*why);
    if (const auto why = test::why_no_other_users()) SKIP_BECAUSE(*why);
    in_child([] {
        test::leave_mounts_of_others_alone();
        test::mount_tmpfs("/dev/shm", "");
        ::unsetenv("MAPVIEW_DIR");
        gate held;
        gate done;
        forked holder([&] {
            const auto section = create(PAGE_READWRITE, page, L"n");
            map(section, FILE_MAP_WRITE)[0] = 6;
            held.open();
            CHECK(done.pass());
        });
        REQUIRE(held.pass());
        test::in_pid_namespace([] {
            CHECK(opening() == ERROR_FILE_NOT_FOUND);
            const auto made = ask([] { return create_raw(PAGE_READWRITE, page, L"n"); });
            const handle section(made.value);
            CHECK(made.error == ERROR_SUCCESS);
            CHECK(map(section, FILE_MAP_READ)[0] == 0);
        });
        in_child([] {
            const auto section = open(FILE_MAP_READ, L"n");
            REQUIRE(section);
            CHECK(map(section, FILE_MAP_READ)[0] == 6);
        });
        done.open();
        CHECK(holder.passed());
    });
}

TEST_CASE("a name held in another pid namespace that shares the root is never taken for dead") {
    if (const auto why = test::why_no_mounts()) SKIP_BECAUSE(*why);
    if (const auto why = test::why_no_other_users()) SKIP_BECAUSE(*why);
    const private_root root;
    gate held;
    gate done;
    forked holder([&] {
        const auto section = create(PAGE_READWRITE, page, L"n");
        held.open();
        CHECK(done.pass());
    });
    REQUIRE(held.pass());
    test::in_pid_namespace([] {
        CHECK(opening() == ERROR_ACCESS_DENIED);
        CHECK(creating() == ERROR_ACCESS_DENIED);
    });
    CHECK(opening_afresh() == untouched);
    done.open();
    CHECK(holder.passed());
    CHECK(opening_afresh() == ERROR_FILE_NOT_FOUND);
    CHECK(root.leftovers() == strings());
}

#ifdef MAPVIEW_SHARED_LIBRARY
namespace {

/// The calls of one copy of the library, loaded by hand.
struct copy_of_library {
    decltype(&CreateFileMappingA) create;
    decltype(&OpenFileMappingA) open;
    decltype(&MapViewOfFile) map;
    decltype(&CloseHandle) close;
    decltype(&GetLastError) last_error;

    explicit copy_of_library(const std::string& path) {
        void* const library = ::dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
        REQUIRE(library != nullptr);
        const auto find = [&](const char* name, auto& function) {
            function = reinterpret_cast<std::remove_reference_t<decltype(function)>>(
                ::dlsym(library, name));
            const bool found = function != nullptr;
            REQUIRE(found);
        };
        find("CreateFileMappingA", create);
        find("OpenFileMappingA", open);
        find("MapViewOfFile", map);
        find("CloseHandle", close);
        find("GetLastError", last_error);
    }
};

}  // namespace

TEST_CASE("two copies of the library in one process share names and count alike") {
    const private_root root;
    in_child([&] {
        const auto first_path = root.parent() + "/first.so";
        const auto second_path = root.parent() + "/second.so";
        fs::copy_file(MAPVIEW_SHARED_LIBRARY, first_path);
        fs::copy_file(MAPVIEW_SHARED_LIBRARY, second_path);
        const copy_of_library one(first_path);
        const copy_of_library two(second_path);
        const bool loaded_twice = one.create != two.create;
        REQUIRE(loaded_twice);

        const HANDLE made = one.create(INVALID_HANDLE_VALUE, nullptr, PAGE_READWRITE, 0, page, "n");
        REQUIRE(made != nullptr);
        const HANDLE opened = two.open(FILE_MAP_WRITE, FALSE, "n");
        REQUIRE(opened != nullptr);
        auto* const here = static_cast<volatile char*>(one.map(made, FILE_MAP_WRITE, 0, 0, 0));
        auto* const there = static_cast<volatile char*>(two.map(opened, FILE_MAP_WRITE, 0, 0, 0));
        const bool both_mapped = here != nullptr && there != nullptr;
        REQUIRE(both_mapped);
        here[0] = 5;
        CHECK(there[0] == 5);

        CHECK(one.close(made));
        const HANDLE still = one.open(FILE_MAP_READ, FALSE, "n");
        CHECK(still != nullptr);
        CHECK(one.close(still));
        CHECK(two.close(opened));
        CHECK(one.open(FILE_MAP_READ, FALSE, "n") == nullptr);
        CHECK(one.last_error() == ERROR_FILE_NOT_FOUND);
    });
    CHECK(root.leftovers() == strings());
}

TEST_CASE("the copies of handles in a fork count, whichever copy of the library made them") {
    const private_root root;
    gate ready;
    gate done;
    forked parent([&] {
        const auto path = root.parent() + "/another.so";
        fs::copy_file(MAPVIEW_SHARED_LIBRARY, path);
        const copy_of_library another(path);
        const HANDLE made =
            another.create(INVALID_HANDLE_VALUE, nullptr, PAGE_READWRITE, 0, page, "n");
        if (::fork() == 0) {
            ready.open();
            ::_exit(done.pass() ? 0 : 1);
        }
        CHECK(another.close(made));
    });
    REQUIRE(ready.pass());
    CHECK(parent.passed());
    CHECK(opening_afresh() == untouched);
    done.open();
    CHECK(eventually([] { return opening_afresh() == ERROR_FILE_NOT_FOUND; }));
}
#endif
