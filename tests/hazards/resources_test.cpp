// What the surroundings may lack: descriptors, inodes, a writable or own /dev/shm, /proc.
// SPDX-License-Identifier: MIT
#include <windows.h>

#include "conformance/calls.hpp"
#include "forked.hpp"
#include "one_name.hpp"
#include "private_root.hpp"
#include "support/doctest.hpp"
#include "support/eventually.hpp"
#include "support/skip.hpp"
#include "surroundings.hpp"

#include <fcntl.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <fstream>
#include <string>
#include <vector>

using test::ask, test::become_nobody, test::create, test::create_raw, test::creating,
    test::duplicate, test::forked, test::gate, test::handle, test::in_child, test::map, test::open,
    test::opening, test::other_holder, test::page, test::private_root, test::untouched;

namespace {

using strings = std::vector<std::string>;

void warm_up() {
    CHECK(creating(L"warm-up") == ERROR_SUCCESS);
}

/// Runs calls that all fail with `expected`, and checks that no descriptor is lost on the way.
void check_refused(DWORD expected) {
    const int before = test::open_descriptors();
    CHECK(creating() == expected);
    CHECK(opening() == expected);
    CHECK(test::open_descriptors() == before);
}

void write_file(const std::string& path, const std::string& text) {
    std::ofstream(path) << text;
}

}  // namespace

TEST_CASE("without descriptors a first creation says so and leaves nothing") {
    for (int left = 0; left < 14; ++left) {
        CAPTURE(left);
        const private_root root;
        in_child([&] {
            test::exhaust_descriptors(left);
            const int before = test::open_descriptors();
            const auto made = ask([] { return create_raw(PAGE_READWRITE, page, L"n"); });
            if (made.value == nullptr) {
                CHECK(made.error == ERROR_TOO_MANY_OPEN_FILES);
                // From 5 descriptors on the root is whole, and stays open.
                if (left < 5) CHECK(test::open_descriptors() == before);
            } else {
                CHECK(made.error == ERROR_SUCCESS);
                CHECK(CloseHandle(made.value));
            }
        });
        CHECK(root.leftovers() == strings());
    }
}

TEST_CASE("without descriptors a later creation says so and leaves nothing") {
    for (int left = 0; left < 6; ++left) {
        CAPTURE(left);
        const private_root root;
        in_child([&] {
            warm_up();
            test::exhaust_descriptors(left);
            const int before = test::open_descriptors();
            const auto made = ask([] { return create_raw(PAGE_READWRITE, page, L"n"); });
            if (made.value == nullptr) CHECK(made.error == ERROR_TOO_MANY_OPEN_FILES);
            else CHECK(CloseHandle(made.value));
            CHECK(test::open_descriptors() == before);
            if (left < 2) CHECK(made.value == nullptr);
        });
        CHECK(root.leftovers() == strings());
    }
}

TEST_CASE("without descriptors opening says so and leaves what is there") {
    for (int left = 0; left < 6; ++left) {
        CAPTURE(left);
        const private_root root;
        in_child([&] {
            const auto section = create(PAGE_READWRITE, page, L"n");
            test::exhaust_descriptors(left);
            const int before = test::open_descriptors();
            const auto opened = ask([] { return OpenFileMappingW(FILE_MAP_READ, FALSE, L"n"); });
            if (opened.value == nullptr) CHECK(opened.error == ERROR_TOO_MANY_OPEN_FILES);
            else CHECK(CloseHandle(opened.value));
            CHECK(test::open_descriptors() == before);
            if (left < 2) CHECK(opened.value == nullptr);
            if (left > 0) CHECK(test::entries_of(root.local() + "/n").size() == 1);
        });
        CHECK(root.leftovers() == strings());
    }
}

TEST_CASE("without descriptors duplicating says so and leaves the source") {
    for (int left = 0; left < 3; ++left) {
        CAPTURE(left);
        const private_root root;
        in_child([&] {
            const auto section = create(PAGE_READWRITE, page, L"n");
            test::exhaust_descriptors(left);
            const int before = test::open_descriptors();
            HANDLE copied = nullptr;
            const auto done = ask([&] {
                return DuplicateHandle(GetCurrentProcess(), section.get(), GetCurrentProcess(),
                                       &copied, 0, FALSE, DUPLICATE_SAME_ACCESS);
            });
            if (!done.value) CHECK(done.error == ERROR_TOO_MANY_OPEN_FILES);
            else CHECK(CloseHandle(copied));
            CHECK(test::open_descriptors() == before);
            CHECK(map(section, FILE_MAP_WRITE));
        });
        CHECK(root.leftovers() == strings());
    }
}

TEST_CASE("without descriptors a handle is closed and its name is free") {
    const private_root root;
    in_child([] {
        auto section = create(PAGE_READWRITE, page, L"n");
        test::exhaust_descriptors(0);
        section.close();
    });
    CHECK(root.leftovers() == strings());
}

TEST_CASE("without descriptors a handle that was forked is closed and its name is free") {
    const private_root root;
    in_child([] {
        auto section = create(PAGE_READWRITE, page, L"n");
        in_child([] {});
        test::exhaust_descriptors(0);
        section.close();
    });
    in_child([] { CHECK(opening() == ERROR_FILE_NOT_FOUND); });
    CHECK(root.leftovers() == strings());
}

TEST_CASE("a lack of descriptors passes") {
    const private_root root;
    in_child([] {
        rlimit limit{};
        REQUIRE(::getrlimit(RLIMIT_NOFILE, &limit) == 0);
        const auto whole = limit.rlim_cur;
        limit.rlim_cur = 3;
        REQUIRE(::setrlimit(RLIMIT_NOFILE, &limit) == 0);
        CHECK(creating() == ERROR_TOO_MANY_OPEN_FILES);
        limit.rlim_cur = whole;
        REQUIRE(::setrlimit(RLIMIT_NOFILE, &limit) == 0);
        CHECK(creating() == ERROR_SUCCESS);
    });
}

TEST_CASE("a file system without inodes is a lack of system resources, and nothing half made") {
    if (const auto why = test::why_no_mounts()) SKIP_BECAUSE(*why);
    const private_root root;
    for (int left = 0; left < 10; ++left) {
        CAPTURE(left);
        in_child([&] {
            test::leave_mounts_of_others_alone();
            test::mount_tmpfs(root.parent(), "nr_inodes=60");
            warm_up();
            int files = 0;
            const auto file = [&](int number) {
                return root.parent() + "/f" + std::to_string(number);
            };
            while (::close(::open(file(files).c_str(), O_CREAT | O_WRONLY | O_CLOEXEC, 0600)) == 0)
                ++files;
            for (int i = 0; i < left; ++i) ::unlink(file(--files).c_str());

            const int before = test::open_descriptors();
            const auto made = ask([] { return create_raw(PAGE_READWRITE, page, L"n"); });
            if (made.value == nullptr) CHECK(made.error == ERROR_NO_SYSTEM_RESOURCES);
            else CHECK(CloseHandle(made.value));
            CHECK(test::open_descriptors() == before);
            CHECK(root.leftovers() == strings());
            if (left == 0) CHECK(made.value == nullptr);
            if (left >= 4) CHECK(made.value != nullptr);

            for (int i = 0; i < 8 && files > 0; ++i) ::unlink(file(--files).c_str());
            CHECK(creating() == ERROR_SUCCESS);
        });
    }
}

TEST_CASE("a file system without inodes does not let a further handle in, and keeps the first") {
    if (const auto why = test::why_no_mounts()) SKIP_BECAUSE(*why);
    const private_root root;
    in_child([&] {
        test::leave_mounts_of_others_alone();
        test::mount_tmpfs(root.parent(), "nr_inodes=60");
        const auto section = create(PAGE_READWRITE, page, L"n");
        for (int i = 0; ::close(::open((root.parent() + "/f" + std::to_string(i)).c_str(),
                                       O_CREAT | O_WRONLY | O_CLOEXEC, 0600)) == 0;
             ++i) {
        }
        const int before = test::open_descriptors();
        CHECK(opening() == ERROR_NO_SYSTEM_RESOURCES);
        CHECK_FALSE(duplicate(section, GENERIC_ALL));
        CHECK(test::open_descriptors() == before);
        CHECK(map(section, FILE_MAP_WRITE));
        CHECK(test::entries_of(root.local() + "/n").size() == 1);
    });
}

TEST_CASE("a first creation in a file system without inodes says so") {
    if (const auto why = test::why_no_mounts()) SKIP_BECAUSE(*why);
    const private_root root;
    for (int inodes = 1; inodes < 8; ++inodes) {
        CAPTURE(inodes);
        in_child([&] {
            test::leave_mounts_of_others_alone();
            test::mount_tmpfs(root.parent(), "nr_inodes=" + std::to_string(inodes));
            const int before = test::open_descriptors();
            const auto made = ask([] { return create_raw(PAGE_READWRITE, page, L"n"); });
            if (made.value == nullptr) {
                CHECK(made.error == ERROR_NO_SYSTEM_RESOURCES);
                // From 5 inodes on the root is whole, and stays open.
                if (inodes < 5) CHECK(test::open_descriptors() == before);
            } else {
                CHECK(CloseHandle(made.value));
            }
            if (inodes < 5) CHECK(made.value == nullptr);
            CHECK(root.leftovers() == strings());
        });
    }
}

TEST_CASE("a full file system does not matter to short names, and is an error for long ones") {
    if (const auto why = test::why_no_mounts()) SKIP_BECAUSE(*why);
    const private_root root;
    in_child([&] {
        test::leave_mounts_of_others_alone();
        test::mount_tmpfs(root.parent(), "size=64k");
        warm_up();
        write_file(root.parent() + "/full", std::string(1 << 20, 'x'));
        CHECK(creating() == ERROR_SUCCESS);
        const int before = test::open_descriptors();
        CHECK(creating(std::wstring(32766, L'n').c_str()) == ERROR_NO_SYSTEM_RESOURCES);
        CHECK(test::open_descriptors() == before);
        CHECK(root.leftovers() == strings());
    });
}

TEST_CASE("a read-only /dev/shm is write-protected for the first user") {
    if (const auto why = test::why_no_mounts()) SKIP_BECAUSE(*why);
    const private_root root;
    in_child([&] {
        test::leave_mounts_of_others_alone();
        test::mount_tmpfs(root.parent(), "");
        REQUIRE(::mount(nullptr, root.parent().c_str(), nullptr, MS_REMOUNT | MS_RDONLY, nullptr) ==
                0);
        check_refused(ERROR_WRITE_PROTECT);
    });
}

TEST_CASE("a /dev/shm that became read-only is write-protected") {
    if (const auto why = test::why_no_mounts()) SKIP_BECAUSE(*why);
    const private_root root;
    in_child([&] {
        test::leave_mounts_of_others_alone();
        test::mount_tmpfs(root.parent(), "");
        const auto section = create(PAGE_READWRITE, page, L"held");
        REQUIRE(::mount(nullptr, root.parent().c_str(), nullptr, MS_REMOUNT | MS_RDONLY, nullptr) ==
                0);
        const int before = test::open_descriptors();
        CHECK(creating(L"n") == ERROR_WRITE_PROTECT);
        CHECK(opening(L"held") == ERROR_WRITE_PROTECT);
        CHECK(opening(L"n") == ERROR_FILE_NOT_FOUND);
        CHECK(test::open_descriptors() == before);
        CHECK(map(section, FILE_MAP_WRITE));
    });
}

TEST_CASE("a root whose parent is missing is a path that is not there") {
    const private_root root;
    ::setenv("MAPVIEW_DIR", (root.parent() + "/missing/root").c_str(), 1);
    in_child([] { check_refused(ERROR_PATH_NOT_FOUND); });
}

TEST_CASE("a machine without /dev/shm is a path that is not there") {
    if (const auto why = test::why_no_mounts()) SKIP_BECAUSE(*why);
    in_child([] {
        test::leave_mounts_of_others_alone();
        test::mount_tmpfs("/dev", "");
        check_refused(ERROR_PATH_NOT_FOUND);
    });
}

TEST_CASE("a root that belongs to somebody else is denied") {
    if (const auto why = test::why_no_other_users()) SKIP_BECAUSE(*why);
    const private_root root;
    root.make();
    REQUIRE(::chown(root.path().c_str(), test::nobody, test::nobody) == 0);
    in_child([] { check_refused(ERROR_ACCESS_DENIED); });
}

TEST_CASE("root's root is denied to an ordinary user") {
    if (const auto why = test::why_no_other_users()) SKIP_BECAUSE(*why);
    const private_root root;
    root.make();
    REQUIRE(::chmod(root.parent().c_str(), 0755) == 0);
    in_child([] {
        become_nobody();
        check_refused(ERROR_ACCESS_DENIED);
    });
}

TEST_CASE("a root that is a symbolic link is denied, wherever it leads") {
    const private_root root;
    REQUIRE(::mkdir((root.parent() + "/elsewhere").c_str(), 0700) == 0);
    REQUIRE(::symlink("elsewhere", root.path().c_str()) == 0);
    in_child([] { check_refused(ERROR_ACCESS_DENIED); });
    CHECK(test::entries_of(root.parent() + "/elsewhere") == strings());
}

TEST_CASE("a root that is a dangling symbolic link is denied") {
    const private_root root;
    REQUIRE(::symlink("elsewhere", root.path().c_str()) == 0);
    in_child([] { check_refused(ERROR_ACCESS_DENIED); });
    CHECK(test::entries_of(root.parent()) == strings{"root"});
}

TEST_CASE("a root that is a file is denied") {
    const private_root root;
    write_file(root.path(), "not a folder");
    in_child([] { check_refused(ERROR_ACCESS_DENIED); });
}

TEST_CASE("a root that others may enter, read or write is denied") {
    for (const mode_t mode : {0755U, 0770U, 0701U, 0710U, 0702U, 0740U, 01777U}) {
        CAPTURE(mode);
        const private_root root;
        root.make();
        REQUIRE(::chmod(root.path().c_str(), mode) == 0);
        in_child([] { check_refused(ERROR_ACCESS_DENIED); });
    }
}

TEST_CASE("the root is made for its user alone, whatever the umask") {
    for (const mode_t mask : {0U, 022U, 077U}) {
        CAPTURE(mask);
        const private_root root;
        in_child([&] {
            ::umask(mask);
            warm_up();
        });
        struct stat made {};
        REQUIRE(::stat(root.path().c_str(), &made) == 0);
        CHECK((made.st_mode & 07777) == 0700);
        CHECK(test::entries_of(root.path()) == strings{".link", ".tmp", "Global", "Local"});
    }
}

TEST_CASE("an umask that takes rights from oneself ends in an answer, not in a hang") {
    const private_root root;
    in_child([] {
        ::umask(0777);
        const auto begun = std::chrono::steady_clock::now();
        static_cast<void>(creating());
        CHECK(std::chrono::steady_clock::now() - begun < std::chrono::seconds(20));
    });
}

TEST_CASE("MAPVIEW_DIR moves the root") {
    const private_root root;
    in_child([&] {
        const auto section = create(PAGE_READWRITE, page, L"moved");
        CHECK(test::entries_of(root.local()) == strings{"moved"});
    });
}

TEST_CASE("two roots are two name spaces") {
    const private_root root;
    other_holder holder;
    in_child([] { CHECK(opening() == untouched); });
    const private_root other;
    in_child([] { CHECK(opening() == ERROR_FILE_NOT_FOUND); });
    holder.let_go();
}

TEST_CASE("the root by default is /dev/shm/mapview- and the uid") {
    if (const auto why = test::why_no_mounts()) SKIP_BECAUSE(*why);
    in_child([] {
        test::leave_mounts_of_others_alone();
        test::mount_tmpfs("/dev/shm", "");
        for (const auto* const unset : {"", static_cast<const char*>(nullptr)}) {
            if (unset) ::setenv("MAPVIEW_DIR", unset, 1);
            else ::unsetenv("MAPVIEW_DIR");
            in_child([] {
                const auto section = create(PAGE_READWRITE, page, L"n");
                CHECK(test::entries_of("/dev/shm/mapview-" + std::to_string(::geteuid()) +
                                       "/Local") == strings{"n"});
            });
        }
    });
}

TEST_CASE("without /proc nothing is supported") {
    if (const auto why = test::why_no_mounts()) SKIP_BECAUSE(*why);
    const private_root root;
    in_child([] {
        test::leave_mounts_of_others_alone();
        test::mount_tmpfs("/proc", "");
        check_refused(ERROR_NOT_SUPPORTED);
    });
    CHECK(root.leftovers() == strings());
}

TEST_CASE("with the /proc of another pid namespace nothing is supported") {
    if (const auto why = test::why_no_mounts()) SKIP_BECAUSE(*why);
    const private_root root;
    in_child([] {
        test::leave_mounts_of_others_alone();
        REQUIRE(::unshare(CLONE_NEWPID) == 0);
        in_child([] { check_refused(ERROR_NOT_SUPPORTED); });
    });
    CHECK(root.leftovers() == strings());
}

TEST_CASE("a /proc that hides other users' processes is enough") {
    if (const auto why = test::why_no_mounts()) SKIP_BECAUSE(*why);
    if (const auto why = test::why_no_other_users()) SKIP_BECAUSE(*why);
    const private_root root;
    root.give_to(test::nobody);
    in_child([] {
        test::leave_mounts_of_others_alone();
        REQUIRE(::mount("proc", "/proc", "proc", 0, "hidepid=2") == 0);
        become_nobody();
        const auto section = create(PAGE_READWRITE, page, L"n");
        REQUIRE(section);
        in_child([] { CHECK(opening() == untouched); });
    });
}

TEST_CASE("an ordinary user has his own names") {
    if (const auto why = test::why_no_other_users()) SKIP_BECAUSE(*why);
    const private_root root;
    root.give_to(test::nobody);
    gate held;
    gate done;
    forked holder([&] {
        become_nobody();
        const auto section = create(PAGE_READWRITE, page, L"n");
        map(section, FILE_MAP_WRITE)[0] = 4;
        held.open();
        CHECK(done.pass());
    });
    REQUIRE(held.pass());
    in_child([] {
        become_nobody();
        const auto section = open(FILE_MAP_READ, L"n");
        REQUIRE(section);
        CHECK(map(section, FILE_MAP_READ)[0] == 4);
    });
    done.open();
    CHECK(holder.passed());
    CHECK(root.leftovers() == strings());
}

TEST_CASE("a holder that nobody may look at denies its name, and frees it when it ends") {
    if (const auto why = test::why_no_other_users()) SKIP_BECAUSE(*why);
    const private_root root;
    root.give_to(test::nobody);
    gate held;
    gate done;
    forked holder([&] {
        become_nobody();
        const auto section = create(PAGE_READWRITE, page, L"n");
        REQUIRE(::prctl(PR_SET_DUMPABLE, 0) == 0);
        held.open();
        CHECK(done.pass());
    });
    REQUIRE(held.pass());
    in_child([] {
        become_nobody();
        warm_up();
        const int before = test::open_descriptors();
        const auto begun = std::chrono::steady_clock::now();
        CHECK(opening() == ERROR_ACCESS_DENIED);
        CHECK(creating() == ERROR_ACCESS_DENIED);
        CHECK(std::chrono::steady_clock::now() - begun < std::chrono::seconds(20));
        CHECK(test::open_descriptors() == before);
        CHECK(opening(L"another") == ERROR_FILE_NOT_FOUND);
    });
    done.open();
    CHECK(holder.passed());
    in_child([] {
        become_nobody();
        CHECK(opening() == ERROR_FILE_NOT_FOUND);
        CHECK(creating() == ERROR_SUCCESS);
    });
    CHECK(root.leftovers() == strings());
}

TEST_CASE("a limit on the size of files is too little memory, and nothing is left") {
    const private_root root;
    in_child([] {
        warm_up();
        std::signal(SIGXFSZ, SIG_IGN);
        rlimit limit{};
        REQUIRE(::getrlimit(RLIMIT_FSIZE, &limit) == 0);
        limit.rlim_cur = 65536;
        REQUIRE(::setrlimit(RLIMIT_FSIZE, &limit) == 0);
        const int before = test::open_descriptors();
        const auto made = ask([] { return create_raw(PAGE_READWRITE, 1 << 20, L"n"); });
        CHECK(made.value == nullptr);
        CHECK(made.error == ERROR_NOT_ENOUGH_MEMORY);
        CHECK(test::open_descriptors() == before);
        CHECK(creating() == ERROR_SUCCESS);
    });
    CHECK(root.leftovers() == strings());
}
