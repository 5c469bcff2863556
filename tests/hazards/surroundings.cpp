// SPDX-License-Identifier: MIT
#include "surroundings.hpp"

#include "support/doctest.hpp"

#include <fcntl.h>
#include <grp.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>
#include <string>
#include <vector>

namespace test {
namespace {

void write_file(const char* path, const std::string& text) {
    std::ofstream(path) << text;
}

bool enter_mount_namespace() {
    if (::geteuid() == 0) return ::unshare(CLONE_NEWNS) == 0;
    const auto user = std::to_string(::geteuid());
    const auto group = std::to_string(::getegid());
    if (::unshare(CLONE_NEWUSER | CLONE_NEWNS) != 0) return false;
    write_file("/proc/self/setgroups", "deny");
    write_file("/proc/self/uid_map", "0 " + user + " 1");
    write_file("/proc/self/gid_map", "0 " + group + " 1");
    return true;
}

bool works_in_child(bool (*attempt)()) {
    const pid_t child = ::fork();
    if (child == 0) ::_exit(attempt() ? 0 : 1);
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

}  // namespace

std::optional<std::string> why_no_mounts() {
    static const bool possible = works_in_child([] {
        return enter_mount_namespace() &&
               ::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0 &&
               ::mount("none", "/dev/shm", "tmpfs", 0, nullptr) == 0;
    });
    if (possible) return std::nullopt;
    return "this user may not mount, not even in namespaces of his own";
}

std::optional<std::string> why_no_other_users() {
    if (::geteuid() == 0) return std::nullopt;
    return "only root can make processes of another user";
}

void leave_mounts_of_others_alone() {
    REQUIRE(enter_mount_namespace());
    REQUIRE(::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0);
}

void mount_tmpfs(const std::string& folder, const std::string& options) {
    REQUIRE(::mount("none", folder.c_str(), "tmpfs", 0, options.c_str()) == 0);
}

void become_nobody() {
    REQUIRE(::setgroups(0, nullptr) == 0);
    REQUIRE(::setresgid(nobody, nobody, nobody) == 0);
    REQUIRE(::setresuid(nobody, nobody, nobody) == 0);
    // A process that changed its user hides from its own fellows until told not to.
    REQUIRE(::prctl(PR_SET_DUMPABLE, 1) == 0);
    ::prctl(PR_SET_PDEATHSIG, 9);
}

int open_descriptors() {
    int count = 0;
    for (int fd = 0; fd < 4096; ++fd) count += ::fcntl(fd, F_GETFD) >= 0;
    return count;
}

void exhaust_descriptors(int left) {
    rlimit limit{};
    REQUIRE(::getrlimit(RLIMIT_NOFILE, &limit) == 0);
    limit.rlim_cur = 200;
    REQUIRE(::setrlimit(RLIMIT_NOFILE, &limit) == 0);
    std::vector<int> taken;
    for (int fd = ::open("/dev/null", O_RDONLY | O_CLOEXEC); fd >= 0;
         fd = ::open("/dev/null", O_RDONLY | O_CLOEXEC))
        taken.push_back(fd);
    REQUIRE(static_cast<int>(taken.size()) > left);
    for (int i = 0; i < left; ++i) ::close(taken[static_cast<std::size_t>(i)]);
}

long long meminfo(const char* field) {
    std::ifstream in("/proc/meminfo");
    const std::string wanted = std::string(field) + ':';
    std::string name;
    long long kib = 0;
    std::string rest;
    while (in >> name >> kib && std::getline(in, rest))
        if (name == wanted) return kib * 1024;
    return -1;
}

}  // namespace test
