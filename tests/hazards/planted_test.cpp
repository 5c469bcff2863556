// What lies in the object directory and is not the library's: strangers' descriptors, and garbage.
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
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <string>
#include <vector>

namespace fs = std::filesystem;

using test::create, test::creating, test::eventually, test::forked, test::gate, test::handle,
    test::in_child, test::map, test::open, test::opening, test::other_holder, test::page,
    test::private_root, test::untouched;

namespace {

using strings = std::vector<std::string>;
using std::chrono::steady_clock;

/// Runs `body` in a process of its own, which must come to its end, on a loaded machine too.
void quickly(const std::function<void()>& body) {
    const auto begun = steady_clock::now();
    in_child(body);
    CHECK(steady_clock::now() - begun < std::chrono::seconds(20));
}

/// Lays a link into the folder of the name `n`, as a handle of `pid` with this descriptor would.
void plant(const private_root& root, pid_t pid, int fd, unsigned long long inode, int nonce = 1,
           const std::string& name = "n") {
    const auto folder = root.local() + '/' + name;
    ::mkdir(folder.c_str(), 0700);
    char link[200];
    std::snprintf(link, sizeof link, "%s/%d.%d.%x.%llx.section-rw", folder.c_str(), pid, fd,
                  static_cast<unsigned>(nonce), inode);
    const auto target = "/proc/" + std::to_string(pid) + "/fd/" + std::to_string(fd);
    REQUIRE(::symlink(target.c_str(), link) == 0);
}

unsigned long long inode_of(int fd) {
    struct stat found {};
    REQUIRE(::fstat(fd, &found) == 0);
    return found.st_ino;
}

/// The name `n` leads to a descriptor of this live process: nobody may be taken in by it.
void check_stranger(const private_root& root, int fd, unsigned long long inode) {
    plant(root, ::getpid(), fd, inode);
    quickly([] {
        const int before = (static_cast<void>(creating(L"warm-up")), test::open_descriptors());
        CHECK(opening() == ERROR_FILE_NOT_FOUND);
        CHECK(test::open_descriptors() == before);
    });
    plant(root, ::getpid(), fd, inode);
    quickly([] { CHECK(creating() == ERROR_SUCCESS); });
    CHECK(root.leftovers() == strings());
}

}  // namespace

TEST_CASE("a link to a stranger's FIFO is never waited for") {
    const private_root root;
    root.make();
    const auto path = root.parent() + "/fifo";
    REQUIRE(::mkfifo(path.c_str(), 0600) == 0);
    const int fd = ::open(path.c_str(), O_PATH | O_CLOEXEC);
    check_stranger(root, fd, inode_of(fd));
    ::close(fd);
}

TEST_CASE("a link to one end of a stranger's pipe is nobody's") {
    const private_root root;
    root.make();
    int ends[2];
    REQUIRE(::pipe2(ends, O_CLOEXEC) == 0);
    check_stranger(root, ends[0], inode_of(ends[0]));
    check_stranger(root, ends[1], inode_of(ends[1]));
    ::close(ends[0]);
    ::close(ends[1]);
}

TEST_CASE("a link to a stranger's terminal is never opened") {
    const private_root root;
    root.make();
    const int terminal = ::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
    if (terminal < 0) SKIP_BECAUSE("no pseudo terminal can be had here");
    check_stranger(root, terminal, inode_of(terminal));
    ::close(terminal);
}

TEST_CASE("a link to a stranger's device is never opened") {
    const private_root root;
    root.make();
    const int device = ::open("/dev/full", O_RDWR | O_CLOEXEC);
    REQUIRE(device >= 0);
    check_stranger(root, device, inode_of(device));
    ::close(device);
}

TEST_CASE("a link to a stranger's file is nobody's, though it has the inode") {
    const private_root root;
    root.make();
    const int file = ::open((root.parent() + "/file").c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0600);
    REQUIRE(file >= 0);
    check_stranger(root, file, inode_of(file));
    ::close(file);
}

TEST_CASE("a link to a stranger's memfd is nobody's") {
    const private_root root;
    root.make();
    const int memory = ::memfd_create("another", MFD_CLOEXEC);
    REQUIRE(::ftruncate(memory, page) == 0);
    check_stranger(root, memory, inode_of(memory));
    check_stranger(root, memory, 1);
    ::close(memory);
}

TEST_CASE("a link to a memfd that only looks like the library's is nobody's") {
    const private_root root;
    root.make();
    // Not sealed: could be cut under a view.
    const int memory = ::memfd_create("mapview:section-rw:Local/n", MFD_CLOEXEC);
    REQUIRE(::ftruncate(memory, page) == 0);
    check_stranger(root, memory, inode_of(memory));
    ::close(memory);
}

TEST_CASE("a link to another section is not taken for this one") {
    const private_root root;
    gate held;
    gate done;
    int fd = -1;
    unsigned long long inode = 0;
    forked holder([&] {
        const auto section = create(PAGE_READWRITE, page, L"other");
        held.open();
        CHECK(done.pass());
    });
    REQUIRE(held.pass());
    const auto link = test::entries_of(root.local() + "/other").at(0);
    int pid = 0;
    unsigned long long nonce = 0;
    REQUIRE(std::sscanf(link.c_str(), "%d.%d.%llx.%llx.", &pid, &fd, &nonce, &inode) == 4);
    // pid and descriptor were another process's, so its link names another memory.
    plant(root, pid, fd, inode + 1);
    quickly([] { CHECK(opening() == ERROR_FILE_NOT_FOUND); });
    CHECK(test::entries_of(root.local()) == strings{"other"});
    done.open();
    CHECK(holder.passed());
}

TEST_CASE("a dead link of a process that another user's process replaced is dead") {
    if (const auto why = test::why_no_other_users()) SKIP_BECAUSE(*why);
    const private_root root;
    root.make();
    root.give_to(test::nobody);
    plant(root, ::getpid(), 0, 77);  // this process is root's: nobody may look into it
    for (const auto& path : {root.path(), root.local(), root.path() + "/Global",
                             root.path() + "/.tmp", root.local() + "/n"})
        REQUIRE(::chown(path.c_str(), test::nobody, test::nobody) == 0);
    quickly([] {
        test::become_nobody();
        CHECK(opening() == ERROR_FILE_NOT_FOUND);
        CHECK(creating() == ERROR_SUCCESS);
    });
    CHECK(root.leftovers() == strings());
}

TEST_CASE("links of processes that are gone are cleaned away") {
    const private_root root;
    root.make();
    for (int i = 0; i < 3; ++i) plant(root, 4'000'000 + i, 3, 99, i);
    quickly([] { CHECK(opening() == ERROR_FILE_NOT_FOUND); });
    CHECK(root.leftovers() == strings());
}

TEST_CASE("an empty folder is no object") {
    const private_root root;
    root.make();
    REQUIRE(::mkdir((root.local() + "/n").c_str(), 0700) == 0);
    quickly([] { CHECK(opening() == ERROR_FILE_NOT_FOUND); });
    REQUIRE(::mkdir((root.local() + "/n").c_str(), 0700) == 0);
    quickly([] { CHECK(creating() == ERROR_SUCCESS); });
    CHECK(root.leftovers() == strings());
}

TEST_CASE("two thousand dead links delay nobody for long") {
    const private_root root;
    root.make();
    for (int i = 0; i < 2000; ++i) plant(root, 4'000'000 + i, 3, 99, i);
    quickly([] { CHECK(opening() == ERROR_FILE_NOT_FOUND); });
    CHECK(root.leftovers() == strings());
}

TEST_CASE("a live holder is found among two thousand dead links") {
    const private_root root;
    other_holder holder;
    for (int i = 0; i < 2000; ++i) plant(root, 4'000'000 + i, 3, 99, i);
    quickly([] {
        CHECK(opening() == untouched);
        CHECK(opening() == untouched);
    });
    holder.let_go();
    quickly([] { CHECK(opening() == ERROR_FILE_NOT_FOUND); });
    CHECK(root.leftovers() == strings());
}

TEST_CASE("dead links of a server's killed clients do not pile up") {
    const private_root root;
    other_holder server;
    for (int i = 0; i < 30; ++i) {
        gate opened;
        forked client([&] {
            const auto section = open(FILE_MAP_READ, L"n");
            opened.open();
            ::pause();
        });
        REQUIRE(opened.pass());
        client.kill();
    }
    CHECK(test::entries_of(root.local() + "/n").size() <= 30);
    in_child([] {
        for (int i = 0; i < 3; ++i) CHECK(opening() == untouched);
    });
    server.let_go();
    in_child([] { CHECK(opening() == ERROR_FILE_NOT_FOUND); });
    CHECK(root.leftovers() == strings());
}

TEST_CASE("files and unreadable links in a name's folder are garbage") {
    const private_root root;
    root.make();
    const auto folder = root.local() + "/n";
    REQUIRE(::mkdir(folder.c_str(), 0700) == 0);
    std::ofstream(folder + "/file") << "garbage";
    for (const std::string name :
         {"x", "1", "1.2", "1.2.3", "1.2.3.4", "1.2.3.4.", "-1.2.3.4.t", "1.-2.3.4.t",
          "99999999999.2.3.4.t", "1.99999999999.3.4.t", "1.2.fffffffffffffffff.4.t", "....",
          "1.2.zz.4.t", " 1.2.3.4.t", "0.0.0.0.section-rw", "name.0", "name.x"})
        REQUIRE(::symlink("nowhere", (folder + '/' + name).c_str()) == 0);
    quickly([] {
        CHECK(opening() == ERROR_FILE_NOT_FOUND);
        CHECK(creating() == ERROR_SUCCESS);
    });
    CHECK(root.leftovers() == strings());
}

TEST_CASE("garbage beside a live holder does not hide it") {
    const private_root root;
    other_holder holder;
    std::ofstream(root.local() + "/n/0") << "garbage";
    REQUIRE(::symlink("nowhere", (root.local() + "/n/zzz").c_str()) == 0);
    quickly([] { CHECK(opening() == untouched); });
    holder.let_go();
    quickly([] { CHECK(opening() == ERROR_FILE_NOT_FOUND); });
    CHECK(root.leftovers() == strings());
}

TEST_CASE("a folder inside a name's folder ends in an error or is cleaned, never in a hang") {
    const private_root root;
    root.make();
    fs::create_directories(root.local() + "/n/sub/sub");
    std::ofstream(root.local() + "/n/sub/file") << "garbage";
    quickly([] {
        const auto found = opening();
        CHECK((found == ERROR_ACCESS_DENIED || found == ERROR_FILE_NOT_FOUND));
    });
    quickly([] {
        const auto made = creating();
        CHECK((made == ERROR_ACCESS_DENIED || made == ERROR_SUCCESS));
    });
}

TEST_CASE("a name that is a file is denied") {
    const private_root root;
    root.make();
    std::ofstream(root.local() + "/n") << "not a folder";
    quickly([] {
        CHECK(opening() == ERROR_ACCESS_DENIED);
        CHECK(creating() == ERROR_ACCESS_DENIED);
        CHECK(creating(L"another") == ERROR_SUCCESS);
    });
    CHECK(test::entries_of(root.local()) == strings{"n"});
}

TEST_CASE("a name that is a FIFO is denied and not waited for") {
    const private_root root;
    root.make();
    REQUIRE(::mkfifo((root.local() + "/n").c_str(), 0600) == 0);
    quickly([] {
        CHECK(opening() == ERROR_ACCESS_DENIED);
        CHECK(creating() == ERROR_ACCESS_DENIED);
    });
}

TEST_CASE("a name that is a symbolic link is denied, wherever it leads") {
    const private_root root;
    root.make();
    REQUIRE(::mkdir((root.parent() + "/elsewhere").c_str(), 0700) == 0);
    REQUIRE(::symlink((root.parent() + "/elsewhere").c_str(), (root.local() + "/n").c_str()) == 0);
    quickly([] {
        CHECK(opening() == ERROR_ACCESS_DENIED);
        CHECK(creating() == ERROR_ACCESS_DENIED);
    });
    CHECK(test::entries_of(root.parent() + "/elsewhere") == strings());
}

TEST_CASE("a name space that is a symbolic link is denied") {
    const private_root root;
    root.make();
    REQUIRE(::rmdir(root.local().c_str()) == 0);
    REQUIRE(::symlink("/tmp", root.local().c_str()) == 0);
    quickly([] {
        CHECK(opening() == ERROR_ACCESS_DENIED);
        CHECK(creating() == ERROR_ACCESS_DENIED);
    });
}

TEST_CASE("abandoned temporary folders are swept by and by") {
    const private_root root;
    root.make();
    for (int i = 0; i < 40; ++i) {
        const auto folder = root.path() + "/.tmp/4000000." + std::to_string(i);
        REQUIRE(::mkdir(folder.c_str(), 0700) == 0);
        if (i % 2)
            REQUIRE(::symlink("/proc/4000000/fd/3",
                              (folder + "/4000000.3.1.2.section-rw").c_str()) == 0);
    }
    for (int i = 0; i < 10 && !root.leftovers().empty(); ++i)
        in_child([] { CHECK(creating() == ERROR_SUCCESS); });
    CHECK(root.leftovers() == strings());
}

TEST_CASE("a temporary folder that somebody is building is left alone") {
    const private_root root;
    root.make();
    const auto path = root.path() + "/.tmp/1.1";
    REQUIRE(::mkdir(path.c_str(), 0700) == 0);
    const int folder = ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    struct flock lock {};
    lock.l_type = F_RDLCK;
    lock.l_whence = SEEK_SET;
    REQUIRE(::fcntl(folder, F_OFD_SETLK, &lock) == 0);
    REQUIRE(::symlink("/proc/4000000/fd/3", (path + "/4000000.3.1.2.section-rw").c_str()) == 0);
    in_child([] { CHECK(creating() == ERROR_SUCCESS); });
    CHECK(test::entries_of(root.path() + "/.tmp") == strings{"1.1"});
    ::close(folder);
}

TEST_CASE("where the file is missing of which links are hard links, they are symbolic ones") {
    const private_root root;
    in_child([&] {
        const auto first = create(PAGE_READWRITE, page, L"n");
        const auto plain = root.local() + "/n/" + test::entries_of(root.local() + "/n").at(0);
        CHECK(fs::symlink_status(plain).type() == fs::file_type::regular);
        REQUIRE(fs::remove(root.path() + "/.link"));
        const auto second = create(PAGE_READWRITE, page, L"m");
        const auto symbolic = root.local() + "/m/" + test::entries_of(root.local() + "/m").at(0);
        CHECK(fs::symlink_status(symbolic).type() == fs::file_type::symlink);
        map(second, FILE_MAP_WRITE)[0] = 5;
        const auto again = open(FILE_MAP_READ, L"m");
        REQUIRE(again);
        CHECK(map(again, FILE_MAP_READ)[0] == 5);
        CHECK(opening() == untouched);
    });
    CHECK(root.leftovers() == strings());
}
