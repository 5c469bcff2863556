// SPDX-License-Identifier: MIT
#include "bridge/agent_file.hpp"

#include "bridge/descriptor.hpp"
#include "bridge/failure.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <system_error>
#include <vector>

namespace mapview::bridge {
namespace {

std::string environment(const char* name) {
    const char* const value = secure_getenv(name);
    return value == nullptr ? "" : value;
}

std::string cache_folder() {
    if (auto cache = environment("XDG_CACHE_HOME"); cache.starts_with('/')) return cache;
    if (const auto home = environment("HOME"); home.starts_with('/')) return home + "/.cache";
    throw failure("there is no cache folder for the agent: neither XDG_CACHE_HOME nor HOME is set");
}

[[noreturn]] void fail(const std::string& path) {
    throw failure("the agent cannot be put into " + path + ": " +
                  std::generic_category().message(errno));
}

// Our own folder, and nobody else's to write: what lies there is run.
void make_folder(const std::string& path) {
    if (::mkdir(path.c_str(), 0700) != 0 && errno != EEXIST) fail(path);
}

void check_folder(const std::string& path) {
    struct stat found {};
    if (::lstat(path.c_str(), &found) != 0) fail(path);
    if (!S_ISDIR(found.st_mode) || found.st_uid != ::geteuid() || (found.st_mode & 0022) != 0)
        throw failure("others may write to " + path + ", so the agent is not run from there");
}

bool holds(const std::string& path, std::span<const unsigned char> wanted) {
    const descriptor file(::open(path.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK));
    struct stat found {};
    if (!file || ::fstat(file.get(), &found) != 0 || !S_ISREG(found.st_mode) ||
        found.st_uid != ::geteuid() || (found.st_mode & 0022) != 0 ||
        static_cast<std::size_t>(found.st_size) != wanted.size())
        return false;
    std::vector<unsigned char> content(wanted.size());
    return ::read(file.get(), content.data(), content.size()) ==
               static_cast<ssize_t>(content.size()) &&
           std::ranges::equal(content, wanted);
}

void write(const std::string& path, std::span<const unsigned char> content) {
    const std::string fresh = path + "." + std::to_string(::getpid());
    ::unlink(fresh.c_str());
    descriptor file(::open(fresh.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0700));
    if (!file) fail(fresh);
    const bool whole =
        ::write(file.get(), content.data(), content.size()) == static_cast<ssize_t>(content.size());
    if (!whole || ::rename(fresh.c_str(), path.c_str()) != 0) {
        const int saved = errno;
        ::unlink(fresh.c_str());
        errno = saved;
        fail(path);
    }
}

}  // namespace

std::string agent_file(bool for_32_bit_prefix) {
    const auto agent = for_32_bit_prefix ? agent_32_bit : agent_64_bit;
    if (agent.empty())
        throw failure(std::string("this mapview was built without the bridge's ") +
                      (for_32_bit_prefix ? "32" : "64") +
                      "-bit agent, which needs the MinGW-w64 compiler");
    const std::string cache = cache_folder();
    const std::string folder = cache + "/mapview";
    make_folder(cache);
    make_folder(folder);
    check_folder(folder);
    std::string path = folder + (for_32_bit_prefix ? "/agent32.exe" : "/agent64.exe");
    if (!holds(path, agent)) write(path, agent);
    return path;
}

}  // namespace mapview::bridge
