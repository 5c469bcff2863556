// kernel/status.hpp - how a call ended, as the Win32 error number that tells it.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

namespace mapview::kernel {

enum class status : std::uint32_t {
    success = 0,
    not_found = 2,
    path_not_found = 3,
    too_many_open_files = 4,
    access_denied = 5,
    invalid_handle = 6,
    not_enough_memory = 8,
    write_protected = 19,
    bad_length = 24,
    not_supported = 50,
    invalid_parameter = 87,
    insufficient_buffer = 122,
    invalid_name = 123,
    bad_path = 161,
    already_exists = 183,
    bad_exe_format = 193,
    name_too_long = 206,
    not_owner = 288,
    too_many_posts = 298,
    no_such_message = 317,
    invalid_address = 487,
    mutant_limit = 587,
    no_access = 998,
    misaligned = 1132,
    privilege_not_held = 1314,
    no_system_resources = 1450,
    commitment_limit = 1455,
    no_such_language = 1815,
};

/// The status that a system call's errno stands for. Every errno has one; what nobody expects
/// becomes no_system_resources.
status status_of(int error) noexcept;

}  // namespace mapview::kernel
