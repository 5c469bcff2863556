// kernel/token.hpp - whose a process is, and what it may do, as a handle.
// SPDX-License-Identifier: MIT
#pragma once

#include "kernel/protection.hpp"
#include "kernel/status.hpp"

#include <sys/types.h>

#include <cstdint>
#include <vector>

namespace mapview::kernel {

/// What Linux says of a process at the moment.
struct token_facts {
    uid_t user = 0;
    gid_t group = 0;
    std::vector<gid_t> groups;
    std::uint64_t capabilities = 0;  ///< those in effect, by the numbers of linux/capability.h
};

/// The descriptor behind the handle is that of the process's status in /proc. Statuses:
/// invalid_parameter (the process has ended), too_many_open_files.
status open_token(pid_t process, rights granted, int& handle);

/// Statuses: invalid_handle (no token, or the process has ended), access_denied.
status read_token(int number, rights needed, token_facts& facts);

}  // namespace mapview::kernel
