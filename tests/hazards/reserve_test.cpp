// Reserved sections: forks, system calls, lack of what they need, kills.
// SPDX-License-Identifier: MIT
#include <windows.h>

#include "conformance/calls.hpp"
#include "forked.hpp"
#include "private_root.hpp"
#include "support/doctest.hpp"
#include "support/skip.hpp"
#include "surroundings.hpp"

#include <csignal>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <string>
#include <vector>

using test::ask, test::create, test::in_child, test::map, test::mapped, test::open, test::page,
    test::private_root, test::untouched;

namespace {

using strings = std::vector<std::string>;

constexpr DWORD reserved = PAGE_READWRITE | SEC_RESERVE;
constexpr SIZE_T large = 64 * page;

/// Whether a forked child that touches a byte dies of it.
bool faults_in_child(void* byte) {
    const pid_t child = ::fork();
    if (child == 0) {
        ::signal(SIGBUS, SIG_DFL);
        ::signal(SIGSEGV, SIG_DFL);
        *static_cast<volatile char*>(byte) = 1;
        ::_exit(0);
    }
    int how = 0;
    REQUIRE(::waitpid(child, &how, 0) == child);
    return WIFSIGNALED(how) && (WTERMSIG(how) == SIGBUS || WTERMSIG(how) == SIGSEGV);
}

bool commit(void* address, SIZE_T length = page, DWORD protection = PAGE_READWRITE) {
    return VirtualAlloc(address, length, MEM_COMMIT, protection) != nullptr;
}

DWORD state_at(const void* address) {
    MEMORY_BASIC_INFORMATION found{};
    return VirtualQuery(address, &found, sizeof found) ? found.State : 0;
}

/// From here on the process has no userfaultfd, as in a container of Docker's.
void forbid_userfaultfd() {
    sock_filter program[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_userfaultfd, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    const sock_fprog filter{std::size(program), program};
    REQUIRE(::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0);
    REQUIRE(::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter) == 0);
}

}  // namespace

TEST_CASE("a page that is not committed is a fault in a forked child, and one in its child") {
    const private_root root;
    in_child([] {
        const auto view = map(create(reserved, large, L"n"), FILE_MAP_WRITE);
        REQUIRE(commit(view.get()));
        CHECK(faults_in_child(view.bytes() + page));
        CHECK_FALSE(faults_in_child(view.get()));
        in_child([&] {
            CHECK(faults_in_child(view.bytes() + page));
            REQUIRE(commit(view.bytes() + 2 * page));
            CHECK_FALSE(faults_in_child(view.bytes() + 2 * page));
        });
        CHECK_FALSE(faults_in_child(view.bytes() + 2 * page));
        CHECK(state_at(view.bytes() + page) == MEM_RESERVE);
    });
    CHECK(root.leftovers() == strings());
}

TEST_CASE("an ordinary user's page that is not committed is a fault") {
    if (const auto why = test::why_no_other_users()) SKIP_BECAUSE(*why);
    in_child([] {
        test::become_nobody();
        const auto view = map(create(reserved, large), FILE_MAP_WRITE);
        CHECK(faults_in_child(view.bytes() + page));
    });
}

TEST_CASE("a system call that writes to a page that is not committed fails, and commits nothing") {
    in_child([] {
        const auto view = map(create(reserved, large), FILE_MAP_WRITE);
        const int zeros = ::open("/dev/zero", O_RDONLY | O_CLOEXEC);
        CHECK(::read(zeros, view.get(), 1) == -1);
        CHECK(errno == EFAULT);
        CHECK(state_at(view.get()) == MEM_RESERVE);
        REQUIRE(commit(view.get()));
        CHECK(::read(zeros, view.get(), 1) == 1);
    });
}

TEST_CASE("each way to map a reserved section faults until its pages are committed") {
    in_child([] {
        const auto section = create(PAGE_EXECUTE_READWRITE | SEC_RESERVE, large);
        const auto writing = map(section, FILE_MAP_WRITE);
        for (const DWORD access : std::initializer_list<DWORD>{FILE_MAP_WRITE, FILE_MAP_COPY,
                                                               FILE_MAP_COPY | FILE_MAP_EXECUTE}) {
            CAPTURE(access);
            const auto view = map(section, access);
            CHECK(faults_in_child(view.bytes() + page));
            REQUIRE(commit(writing.get()));
            CHECK_FALSE(faults_in_child(view.get()));
        }
        writing[0] = 5;
        const auto copying = map(section, FILE_MAP_COPY);
        CHECK(copying[0] == 5);
        copying[0] = 6;
        CHECK(writing[0] == 5);
    });
}

TEST_CASE("a shared view of a reserved section becomes WRITECOPY without a handle") {
    in_child([] {
        const auto section = create(reserved, large);
        const auto other = map(section, FILE_MAP_WRITE);
        const auto view = map(section, FILE_MAP_WRITE);
        REQUIRE(commit(view.get()));
        CHECK(commit(view.get(), page, PAGE_WRITECOPY));
        view[0] = 7;
        CHECK(other[0] == 0);
        CHECK(faults_in_child(view.bytes() + page));
    });
}

TEST_CASE("more memory than there is is not committed, not even in part") {
    in_child([] {
        const auto section = create(reserved, 1ULL << 39);
        const auto view = map(section, FILE_MAP_WRITE);
        REQUIRE(view);
        const auto done =
            ask([&] { return VirtualAlloc(view.get(), 1ULL << 39, MEM_COMMIT, PAGE_READWRITE); });
        CHECK(done.value == nullptr);
        CHECK(done.error == ERROR_COMMITMENT_LIMIT);
        CHECK(state_at(view.get()) == MEM_RESERVE);
        const auto alone = ask([] {
            return VirtualAlloc(nullptr, 1ULL << 40, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
        });
        CHECK(alone.value == nullptr);
        CHECK(alone.error == ERROR_COMMITMENT_LIMIT);
    });
}

TEST_CASE("a reserved view costs a descriptor, which its unmapping gives back") {
    in_child([] {
        const auto section = create(reserved, large);
        map(section, FILE_MAP_WRITE);  // the process's own for faults, for good
        const int before = test::open_descriptors();
        auto view = map(section, FILE_MAP_WRITE);
        CHECK(test::open_descriptors() == before + 1);
        REQUIRE(commit(view.get()));
        CHECK(state_at(view.get()) == MEM_COMMIT);
        view.unmap();
        CHECK(test::open_descriptors() == before);
    });
}

TEST_CASE("without descriptors nothing is mapped, committed or told") {
    for (int left = 0; left < 3; ++left) {
        CAPTURE(left);
        in_child([left] {
            const auto section = create(reserved, large);
            const auto view = map(section, FILE_MAP_WRITE);
            test::exhaust_descriptors(left);
            const int before = test::open_descriptors();
            const auto second = ask([&] { return test::map_raw(section.get(), FILE_MAP_WRITE); });
            const mapped owned(second.value);
            if (!second.value) CHECK(second.error == ERROR_TOO_MANY_OPEN_FILES);
            const auto done =
                ask([&] { return VirtualAlloc(view.get(), page, MEM_COMMIT, PAGE_READWRITE); });
            if (!done.value) CHECK(done.error == ERROR_TOO_MANY_OPEN_FILES);
            MEMORY_BASIC_INFORMATION found{};
            const auto told = ask([&] { return VirtualQuery(view.get(), &found, sizeof found); });
            if (!told.value) CHECK(told.error == ERROR_TOO_MANY_OPEN_FILES);
            CHECK(test::open_descriptors() == before + (second.value ? 1 : 0));
            if (left == 0) {
                CHECK_FALSE(second.value);
                CHECK_FALSE(done.value);
                CHECK_FALSE(told.value);
            }
        });
    }
}

TEST_CASE("a stale handle whose number the view of a reserved section has got is none") {
    in_child([] {
        const auto section = create(reserved, large);
        const auto first = map(section, FILE_MAP_WRITE);
        const HANDLE stale = test::closed_handle();
        const auto view = map(section, FILE_MAP_WRITE);
        CHECK_FALSE(CloseHandle(stale));
        CHECK(commit(view.get()));
    });
}

TEST_CASE("without userfaultfd a touch commits the page instead of failing") {
    const private_root root;
    in_child([] {
        forbid_userfaultfd();
        const auto section = create(reserved, large, L"n");
        const auto view = map(section, FILE_MAP_WRITE);
        REQUIRE(view);
        CHECK(state_at(view.get()) == MEM_RESERVE);
        REQUIRE(commit(view.get()));
        CHECK(state_at(view.get()) == MEM_COMMIT);
        CHECK(state_at(view.bytes() + page) == MEM_RESERVE);
        view[page] = 1;
        CHECK(state_at(view.bytes() + page) == MEM_COMMIT);
    });
    CHECK(root.leftovers() == strings());
}

TEST_CASE("whoever is killed while committing has committed whole pages, and others go on") {
    const private_root root;
    in_child([] {
        constexpr SIZE_T pages = 2048;
        const auto section = create(reserved, pages * page, L"n");
        const auto view = map(section, FILE_MAP_WRITE);
        for (SIZE_T round = 0; round < 20; ++round) {
            test::gate begun;
            test::forked victim([&] {
                begun.open();
                for (;;) commit(view.bytes() + round * 100 * page, 100ULL * page);
            });
            REQUIRE(begun.pass());
            victim.kill();
            auto* const first = view.bytes() + round * 100 * page;
            REQUIRE(commit(first, 100ULL * page));
            for (SIZE_T i = 0; i < 100; ++i) REQUIRE(first[i * page] == 0);
            MEMORY_BASIC_INFORMATION found{};
            REQUIRE(VirtualQuery(first, &found, sizeof found));
            CHECK(found.State == MEM_COMMIT);
            CHECK(found.RegionSize == 100ULL * page);
        }
    });
    CHECK(root.leftovers() == strings());
}
