// Memory: where it comes from, when it goes, and what there is none of.
// SPDX-License-Identifier: MIT
#include <windows.h>

#include "conformance/calls.hpp"
#include "forked.hpp"
#include "private_root.hpp"
#include "support/doctest.hpp"
#include "support/eventually.hpp"
#include "support/skip.hpp"
#include "surroundings.hpp"

#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <cstring>
#include <fstream>
#include <optional>
#include <string>
#include <vector>

using test::ask, test::create, test::create_raw, test::eventually, test::forked, test::gate,
    test::handle, test::in_child, test::map, test::open, test::page, test::private_root,
    test::untouched;

namespace {

using strings = std::vector<std::string>;

constexpr long long mebibyte = 1 << 20;
constexpr SIZE_T large = 256 << 20;
constexpr long long noise = 48 * mebibyte;  // what others on this machine may do meanwhile

bool filled_since(long long before) {
    return test::meminfo("Shmem") > before + static_cast<long long>(large) - noise;
}

bool freed_since(long long before) {
    return test::meminfo("Shmem") < before + noise;
}

/// Others fill and free memory of this machine too: a round that they disturb is played again. What
/// is really lost is lost in every round.
bool holds_in_some_round(bool (*round)()) {
    for (int i = 0; i < 5; ++i)
        if (round()) return true;
    return false;
}

DWORD creating(ULONGLONG size) {
    const auto made = ask([&] { return create_raw(PAGE_READWRITE, size, L"n"); });
    const handle owned(made.value);
    return made.error;
}

bool write_file(const std::string& path, const std::string& text) {
    std::ofstream out(path);
    out << text;
    out.close();
    return !out.fail();
}

/// A control group with a limit on memory, in which the calling process is from now on; empty where
/// that cannot be had.
std::optional<std::string> enter_group_with(long long limit) {
    struct version {
        const char* mount;
        const char* limit;
    };
    for (const auto& [mount, file] : {version{"/sys/fs/cgroup", "/memory.max"},
                                      version{"/sys/fs/cgroup/memory", "/memory.limit_in_bytes"}}) {
        const auto group = std::string(mount) + "/mapview-test-" + std::to_string(::getpid());
        if (::mkdir(group.c_str(), 0755) != 0) continue;
        if (::access((group + file).c_str(), W_OK) == 0 &&
            write_file(group + file, std::to_string(limit)) &&
            write_file(group + "/cgroup.procs", std::to_string(::getpid())))
            return group;
        ::rmdir(group.c_str());
    }
    return std::nullopt;
}

}  // namespace

TEST_CASE("a section may be larger than /dev/shm, which holds none of its bytes") {
    if (const auto why = test::why_no_mounts()) SKIP_BECAUSE(*why);
    in_child([] {
        test::leave_mounts_of_others_alone();
        test::mount_tmpfs("/dev/shm", "size=64m");
        ::unsetenv("MAPVIEW_DIR");
        const auto section = create(PAGE_READWRITE, large, L"n");
        REQUIRE(section);
        const auto view = map(section, FILE_MAP_WRITE);
        REQUIRE(view);
        std::memset(view.get(), 0xA5, large);

        struct statvfs there {};
        REQUIRE(::statvfs("/dev/shm", &there) == 0);
        CHECK(there.f_blocks * there.f_frsize == 64 * mebibyte);
        CHECK((there.f_blocks - there.f_bfree) * there.f_frsize < 1 * mebibyte);

        in_child([] {
            const auto opened = open(FILE_MAP_READ, L"n");
            const auto seen = map(opened, FILE_MAP_READ);
            REQUIRE(seen);
            CHECK(seen[0] == 0xA5);
            CHECK(seen[large - 1] == 0xA5);
        });
    });
}

TEST_CASE("the memory of a killed sole holder is free, with nobody left to free it") {
    const private_root root;
    CHECK(holds_in_some_round([] {
        const auto before = test::meminfo("Shmem");
        gate held;
        forked holder([&] {
            const auto section = create(PAGE_READWRITE, large, L"n");
            const auto view = map(section, FILE_MAP_WRITE);
            std::memset(view.get(), 1, large);
            held.open();
            ::pause();
        });
        REQUIRE(held.pass());
        if (!filled_since(before)) return false;
        holder.kill();
        return eventually([&] { return freed_since(before); }, std::chrono::seconds(10));
    }));
}

TEST_CASE("the name of a killed holder of much memory is free, and makes a zeroed section") {
    const private_root root;
    gate held;
    forked holder([&] {
        const auto section = create(PAGE_READWRITE, large, L"n");
        const auto view = map(section, FILE_MAP_WRITE);
        std::memset(view.get(), 1, large);
        held.open();
        ::pause();
    });
    REQUIRE(held.pass());
    holder.kill();
    in_child([] {
        const auto opened = ask([] { return OpenFileMappingW(FILE_MAP_READ, FALSE, L"n"); });
        CHECK(opened.value == nullptr);
        CHECK(opened.error == ERROR_FILE_NOT_FOUND);
        const auto made = ask([] { return create_raw(PAGE_READWRITE, large, L"n"); });
        const handle section(made.value);
        CHECK(made.error == ERROR_SUCCESS);
        const auto view = map(section, FILE_MAP_READ);
        REQUIRE(view);
        std::size_t marked = 0;
        for (SIZE_T i = 0; i < large; i += page) marked += view[i] != 0;
        CHECK(marked == 0);
    });
    CHECK(root.leftovers() == strings());
}

TEST_CASE("a view keeps the memory of a closed section, and gives it back") {
    const private_root root;
    in_child([] {
        CHECK(holds_in_some_round([] {
            const auto before = test::meminfo("Shmem");
            auto section = create(PAGE_READWRITE, large, L"n");
            auto view = map(section, FILE_MAP_WRITE);
            std::memset(view.get(), 1, large);
            section.close();
            if (!filled_since(before)) return false;
            view.unmap();
            return eventually([&] { return freed_since(before); }, std::chrono::seconds(10));
        }));
    });
}

TEST_CASE("a section of 1 TiB is beyond the commitment limit, and leaves nothing") {
    const private_root root;
    in_child([] {
        const int before = test::open_descriptors();
        CHECK(creating(1ULL << 40) == ERROR_COMMITMENT_LIMIT);
        CHECK(test::open_descriptors() == before);
        const auto opened = ask([] { return OpenFileMappingW(FILE_MAP_READ, FALSE, L"n"); });
        CHECK(opened.value == nullptr);
        CHECK(opened.error == ERROR_FILE_NOT_FOUND);
    });
    CHECK(root.leftovers() == strings());
}

TEST_CASE("the limit of a control group is a commitment limit") {
    if (const auto why = test::why_no_other_users()) SKIP_BECAUSE(*why);
    const private_root root;
    bool entered = false;
    int ends[2];
    REQUIRE(::pipe(ends) == 0);
    {
        forked member([&] {
            const auto path = enter_group_with(64 * mebibyte);
            const char known = path ? 'y' : 'n';
            REQUIRE(::write(ends[1], &known, 1) == 1);
            if (!path) return;
            CHECK(creating(large) == ERROR_COMMITMENT_LIMIT);
            CHECK(creating(16 * mebibyte) == ERROR_SUCCESS);
        });
        char known = 0;
        REQUIRE(::read(ends[0], &known, 1) == 1);
        entered = known == 'y';
        const auto id = std::to_string(member.id());
        CHECK(member.passed());
        for (const std::string mount : {"/sys/fs/cgroup", "/sys/fs/cgroup/memory"})
            ::rmdir((mount + "/mapview-test-" + id).c_str());
    }
    ::close(ends[0]);
    ::close(ends[1]);
    if (!entered) SKIP_BECAUSE("no control group with a limit on memory can be made here");
}

TEST_CASE("a section can be neither shrunk nor grown by who has its descriptor") {
    const private_root root;
    in_child([] {
        const auto section = create(PAGE_READWRITE, 4 * page, L"n");
        const int fd = static_cast<int>(reinterpret_cast<ULONG_PTR>(section.get()) / 4 - 1);
        CHECK(::ftruncate(fd, 0) != 0);
        CHECK(::ftruncate(fd, 8 * page) != 0);
        struct stat found {};
        REQUIRE(::fstat(fd, &found) == 0);
        CHECK(found.st_size == 4 * page);
    });
}

TEST_CASE("a handle opened to read is a descriptor that cannot write") {
    const private_root root;
    in_child([] {
        const auto section = create(PAGE_READWRITE, page, L"n");
        const auto reading = open(FILE_MAP_READ, L"n");
        const int fd = static_cast<int>(reinterpret_cast<ULONG_PTR>(reading.get()) / 4 - 1);
        CHECK(::pwrite(fd, "x", 1, 0) == -1);
        CHECK(map(section, FILE_MAP_READ)[0] == 0);
    });
}

TEST_CASE("where the system forbids executable memfds, others work all the same") {
    if (const auto why = test::why_no_mounts()) SKIP_BECAUSE(*why);
    if (const auto why = test::why_no_other_users()) SKIP_BECAUSE(*why);
    if (::access("/proc/sys/vm/memfd_noexec", W_OK) != 0)
        SKIP_BECAUSE("this kernel has no vm.memfd_noexec");
    for (const char* const level : {"1", "2"}) {
        CAPTURE(level);
        const private_root root;
        // The setting belongs to the pid namespace, so nobody else's is touched.
        test::in_pid_namespace([&] {
            REQUIRE(write_file("/proc/sys/vm/memfd_noexec", level));
            const auto section = create(PAGE_READWRITE, page, L"n");
            REQUIRE(section);
            CHECK(map(section, FILE_MAP_WRITE));
        });
        CHECK(root.leftovers() == strings());
    }
}

TEST_CASE("an executable section works where memfds are not executable by default") {
    if (const auto why = test::why_no_mounts()) SKIP_BECAUSE(*why);
    if (const auto why = test::why_no_other_users()) SKIP_BECAUSE(*why);
    if (::access("/proc/sys/vm/memfd_noexec", W_OK) != 0)
        SKIP_BECAUSE("this kernel has no vm.memfd_noexec");
    const private_root root;
    test::in_pid_namespace([&] {
        REQUIRE(write_file("/proc/sys/vm/memfd_noexec", "1"));
        const auto section = create(PAGE_EXECUTE_READWRITE, page, L"n");
        REQUIRE(section);
        CHECK(map(section, FILE_MAP_WRITE | FILE_MAP_EXECUTE));
    });
}

TEST_CASE("an executable section is denied where the system forbids them, and leaves nothing") {
    if (const auto why = test::why_no_mounts()) SKIP_BECAUSE(*why);
    if (const auto why = test::why_no_other_users()) SKIP_BECAUSE(*why);
    if (::access("/proc/sys/vm/memfd_noexec", W_OK) != 0)
        SKIP_BECAUSE("this kernel has no vm.memfd_noexec");
    const private_root root;
    test::in_pid_namespace([&] {
        REQUIRE(write_file("/proc/sys/vm/memfd_noexec", "2"));
        static_cast<void>(create(PAGE_READWRITE, page, L"warm-up"));
        const int before = test::open_descriptors();
        const auto made = ask([] { return create_raw(PAGE_EXECUTE_READWRITE, page, L"n"); });
        CHECK(made.value == nullptr);
        CHECK(made.error == ERROR_ACCESS_DENIED);
        CHECK(test::open_descriptors() == before);
    });
    CHECK(root.leftovers() == strings());
}
