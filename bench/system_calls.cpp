// SPDX-License-Identifier: MIT
#include "paths.hpp"

#include "failure.hpp"
#include "own_name.hpp"
#include "page.hpp"

#include <array>
#include <cstdio>

#include <dirent.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace {

using namespace bench;

/// A folder like the library's own: on /dev/shm, with one folder in it that has one link in it.
class playground {
  public:
    playground() {
        check_call(mkdir(path_.c_str(), 0700) == 0, "mkdir");
        root = open(path_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        check_call(mkdirat(root, "object", 0700) == 0, "mkdirat");
        folder = openat(root, "object", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        memory = memfd_create("mapview-bench", MFD_CLOEXEC | MFD_ALLOW_SEALING);
        check_call(root >= 0 && folder >= 0 && memory >= 0, "open");
        check_call(ftruncate(memory, page_size) == 0, "ftruncate");
        memory_path = "/proc/" + std::to_string(getpid()) + "/fd/" + std::to_string(memory);
        check_call(symlinkat(memory_path.c_str(), folder, "link") == 0, "symlinkat");
    }
    playground(const playground&) = delete;
    playground& operator=(const playground&) = delete;
    ~playground() {
        unlinkat(folder, "link", 0);
        unlinkat(root, "object", AT_REMOVEDIR);
        rmdir(path_.c_str());
        for (const int fd : {root, folder, memory}) close(fd);
    }

    int root = -1;
    int folder = -1;
    int memory = -1;
    std::string memory_path;

  private:
    std::string path_ = "/dev/shm/" + own_name("calls");
};

void expect(bool succeeded) {
    check_call(succeeded, "a system call");
}

void lock(int fd, int command, short type) {
    struct flock range = {};
    range.l_type = type;
    range.l_whence = SEEK_SET;
    expect(fcntl(fd, command, &range) == 0);
}

}  // namespace

std::vector<bench::timed_path> bench::time_system_calls(const pace& pace) {
    const playground on;
    std::array<char, 768> buffer;
    bool renamed = false;

    const std::vector<entry> entries = {
        {"getppid (the floor)", [&] { expect(getppid() > 0); }},
        {"memfd_create, close",
         [&] { close(memfd_create("mapview-bench", MFD_CLOEXEC | MFD_ALLOW_SEALING)); }},
        {"memfd_create, ftruncate, close",
         [&] {
             const int fd = memfd_create("mapview-bench", MFD_CLOEXEC | MFD_ALLOW_SEALING);
             expect(ftruncate(fd, page_size) == 0);
             close(fd);
         }},
        {"memfd_create, ftruncate, F_ADD_SEALS, close",
         [&] {
             const int fd = memfd_create("mapview-bench", MFD_CLOEXEC | MFD_ALLOW_SEALING);
             expect(ftruncate(fd, page_size) == 0);
             expect(fcntl(fd, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW) == 0);
             close(fd);
         }},
        {"mkdirat, rmdir",
         [&] {
             expect(mkdirat(on.root, "made", 0700) == 0);
             expect(unlinkat(on.root, "made", AT_REMOVEDIR) == 0);
         }},
        {"symlinkat, unlinkat",
         [&] {
             expect(symlinkat(on.memory_path.c_str(), on.folder, "made") == 0);
             expect(unlinkat(on.folder, "made", 0) == 0);
         }},
        {"renameat of a folder",
         [&] {
             expect(renameat(on.root, renamed ? "renamed" : "object", on.root,
                             renamed ? "object" : "renamed") == 0);
             renamed = !renamed;
         }},
        {"openat of a folder, close",
         [&] { close(openat(on.root, ".", O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)); }},
        {"fstat",
         [&] {
             struct stat status;
             expect(fstat(on.folder, &status) == 0);
         }},
        {"lseek, getdents64 of one link",
         [&] {
             expect(lseek(on.folder, 0, SEEK_SET) == 0);
             expect(getdents64(on.folder, buffer.data(), buffer.size()) > 0);
         }},
        {"readlink of /proc/PID/fd/N",
         [&] { expect(readlink(on.memory_path.c_str(), buffer.data(), buffer.size()) > 0); }},
        {"open of /proc/PID/fd/N, close",
         [&] { close(open(on.memory_path.c_str(), O_RDWR | O_CLOEXEC)); }},
        {"F_OFD_SETLK F_RDLCK, F_UNLCK",
         [&] {
             lock(on.folder, F_OFD_SETLK, F_RDLCK);
             lock(on.folder, F_OFD_SETLK, F_UNLCK);
         }},
        {"F_OFD_GETLK", [&] { lock(on.folder, F_OFD_GETLK, F_WRLCK); }},
        {"mmap, munmap of a page",
         [&] {
             void* const page =
                 mmap(nullptr, page_size, PROT_READ | PROT_WRITE, MAP_SHARED, on.memory, 0);
             munmap(page, page_size);
         }},
        {"mmap, first write, munmap of a present page",
         [&] {
             void* const page =
                 mmap(nullptr, page_size, PROT_READ | PROT_WRITE, MAP_SHARED, on.memory, 0);
             fill_page(page);
             munmap(page, page_size);
         }},
        {"shm_open O_CREAT, close, shm_unlink",
         [&, path = '/' + own_name("calls-shm")] {
             close(shm_open(path.c_str(), O_CREAT | O_EXCL | O_RDWR, 0600));
             expect(shm_unlink(path.c_str()) == 0);
         }},
    };
    const auto timings = take_turns(entries, pace);
    if (renamed) renameat(on.root, "renamed", on.root, "object");

    std::vector<timed_path> rows;
    for (auto timing : timings) {
        const std::string calls = timing.contender;
        timing.contender = "kernel";
        rows.push_back({calls, {timing}});
    }
    return rows;
}
