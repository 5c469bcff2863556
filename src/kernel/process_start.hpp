// kernel/process_start.hpp - starting a program as a process of its own.
// SPDX-License-Identifier: MIT
#pragma once

#include "kernel/status.hpp"

#include <sys/types.h>

#include <array>
#include <string>
#include <vector>

namespace mapview::kernel {

/// A standard stream of the new process that is the one of this process; or none, /dev/null.
inline constexpr int own_stream = -1;
inline constexpr int no_stream = -2;

struct start_request {
    std::string program;             ///< its path, absolute
    std::vector<std::string> words;  ///< with its name first
    std::vector<std::string> environment;
    bool own_environment = true;  ///< instead of `environment`
    std::string folder;           ///< where it begins; empty: where this process is
    bool inherits = false;        ///< every inheritable handle, by its value
    std::array<int, 3> streams{own_stream, own_stream, own_stream};  ///< by their numbers
    bool new_group = false;  ///< of processes, with the new one's number
    bool process_inheritable = false;
    bool thread_inheritable = false;
};

struct started_process {
    int process = -1;  ///< handles with all rights
    int thread = -1;
    pid_t id = 0;
};

/// Statuses: not_found, path_not_found, access_denied (a folder, or a program that may not be run),
/// bad_exe_format (no program), not_a_directory (no such folder to begin in), invalid_handle (a
/// stream), name_too_long (too many words), not_enough_memory.
status start_process(const start_request& request, started_process& started);

}  // namespace mapview::kernel
