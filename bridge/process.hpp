// bridge/process.hpp - what /proc tells of a process.
// SPDX-License-Identifier: MIT
#pragma once

#include <sys/stat.h>
#include <sys/types.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mapview::bridge {

/// The processes of this user.
std::vector<pid_t> own_processes();

/// Whether it has ended or is about to: its memory goes before its descriptors do.
bool is_ending(pid_t pid);

/// Whether the kernel lets this user not look at it, as at one that is not dumpable.
bool is_hidden(pid_t pid);

/// The contents of /proc/<pid>/<file>; empty where there is none or we may not look.
std::string read_file(pid_t pid, const char* file);

/// What the link /proc/<pid>/<file> says; empty as above.
std::string read_link(pid_t pid, const char* file);

/// At most 15 bytes, as the kernel names it.
std::string program_of(pid_t pid);

/// "NAME=value", as the process was started with.
std::vector<std::string> environment_of(pid_t pid);
std::optional<std::string> value_of(const std::vector<std::string>& environment,
                                    std::string_view name);

/// A line of /proc/<pid>/maps.
struct mapped_file {
    std::string device;  ///< as written there, "fe:00"; not always what stat says
    ino_t inode = 0;
    bool shared = false;
    std::uint64_t offset = 0;
    std::string path;
};

/// What is mapped at this address; inode 0 where no file is.
mapped_file mapped_at(pid_t pid, std::uint64_t address);

/// The descriptors of a process, by number.
std::vector<int> descriptors_of(pid_t pid);

/// stat of a descriptor's file; empty where it cannot be seen.
std::optional<struct stat> file_of(pid_t pid, int descriptor);

}  // namespace mapview::bridge
