// SPDX-License-Identifier: MIT
#include "bridge/process.hpp"

#include "bridge/descriptor.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <cinttypes>
#include <climits>
#include <cstdio>
#include <filesystem>
#include <system_error>

namespace mapview::bridge {
namespace {

std::string path_of(pid_t pid, std::string_view file) {
    return "/proc/" + std::to_string(pid) + "/" + std::string(file);
}

// The entries of a folder that are numbers.
std::vector<int> numbers_in(const std::string& folder) {
    std::vector<int> numbers;
    std::error_code ended;
    for (std::filesystem::directory_iterator at(folder, ended), end; !ended && at != end;
         at.increment(ended)) {
        const std::string name = at->path().filename().string();
        int number = 0;
        const auto [stop, error] = std::from_chars(name.data(), name.data() + name.size(), number);
        if (error == std::errc() && stop == name.data() + name.size()) numbers.push_back(number);
    }
    return numbers;
}

}  // namespace

std::vector<pid_t> own_processes() {
    std::vector<pid_t> own;
    for (const pid_t pid : numbers_in("/proc")) {
        struct stat found {};
        if (::stat(path_of(pid, "").c_str(), &found) == 0 && found.st_uid == ::geteuid())
            own.push_back(pid);
    }
    return own;
}

// "4711 (name) S parent group session terminal group flags": the flags are the kernel's own.
bool is_ending(pid_t pid) {
    constexpr unsigned exiting = 0x4;  // PF_EXITING
    const std::string stat = read_file(pid, "stat");
    const auto name_end = stat.rfind(')');
    unsigned flags = exiting;
    if (name_end != stat.npos)
        std::sscanf(stat.c_str() + name_end + 1, " %*c %*d %*d %*d %*d %*d %u", &flags);
    return (flags & exiting) != 0;
}

bool is_hidden(pid_t pid) {
    std::array<char, 1> target;
    return ::readlink(path_of(pid, "cwd").c_str(), target.data(), target.size()) < 0 &&
           errno == EACCES;
}

std::string read_file(pid_t pid, const char* file) {
    std::string content;
    const descriptor open(::open(path_of(pid, file).c_str(), O_RDONLY | O_CLOEXEC));
    if (!open) return content;
    std::array<char, 65536> piece;
    for (;;) {
        const ssize_t got = ::read(open.get(), piece.data(), piece.size());
        if (got <= 0) return content;
        content.append(piece.data(), static_cast<std::size_t>(got));
    }
}

std::string read_link(pid_t pid, const char* file) {
    std::array<char, PATH_MAX> target;
    const ssize_t length = ::readlink(path_of(pid, file).c_str(), target.data(), target.size());
    return length < 0 ? std::string() : std::string(target.data(), static_cast<size_t>(length));
}

std::string program_of(pid_t pid) {
    std::string name = read_file(pid, "comm");
    if (name.ends_with('\n')) name.pop_back();
    return name;
}

std::vector<std::string> environment_of(pid_t pid) {
    std::vector<std::string> variables;
    const std::string text = read_file(pid, "environ");
    for (std::size_t begin = 0; begin < text.size();) {
        const auto end = std::min(text.find('\0', begin), text.size());
        variables.push_back(text.substr(begin, end - begin));
        begin = end + 1;
    }
    return variables;
}

std::optional<std::string> value_of(const std::vector<std::string>& environment,
                                    std::string_view name) {
    for (const auto& variable : environment)
        if (variable.size() > name.size() && variable.starts_with(name) &&
            variable[name.size()] == '=')
            return variable.substr(name.size() + 1);
    return std::nullopt;
}

mapped_file mapped_at(pid_t pid, std::uint64_t address) {
    const std::string maps = read_file(pid, "maps");
    for (std::size_t begin = 0; begin < maps.size();) {
        const auto end = std::min(maps.find('\n', begin), maps.size());
        const std::string line = maps.substr(begin, end - begin);
        begin = end + 1;
        std::uint64_t low = 0, high = 0, offset = 0, inode = 0;
        std::array<char, 8> access{};
        std::array<char, 24> device{};
        int path = 0;
        if (std::sscanf(line.c_str(), "%" SCNx64 "-%" SCNx64 " %7s %" SCNx64 " %23s %" SCNu64 " %n",
                        &low, &high, access.data(), &offset, device.data(), &inode, &path) < 6 ||
            address < low || address >= high)
            continue;
        return {device.data(), inode, access[3] == 's', offset,
                line.substr(static_cast<std::size_t>(path))};
    }
    return {};
}

std::vector<int> descriptors_of(pid_t pid) {
    return numbers_in(path_of(pid, "fd"));
}

std::optional<struct stat> file_of(pid_t pid, int number) {
    struct stat found {};
    if (::stat(path_of(pid, "fd/" + std::to_string(number)).c_str(), &found) != 0) return {};
    return found;
}

}  // namespace mapview::bridge
