// kernel/status.hpp - how a call ended, as the Win32 error number that tells it.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

namespace mapview::kernel {

enum class status : std::uint32_t {
    success = 0,
    invalid_function = 1,
    not_found = 2,
    path_not_found = 3,
    too_many_open_files = 4,
    access_denied = 5,
    invalid_handle = 6,
    not_enough_memory = 8,
    not_same_device = 17,
    no_more_files = 18,
    write_protected = 19,
    bad_length = 24,
    sharing_violation = 32,
    end_of_file = 38,
    not_supported = 50,
    bad_network_path = 53,
    file_exists = 80,
    invalid_parameter = 87,
    broken_pipe = 109,
    name_does_not_fit = 111,
    disk_full = 112,
    insufficient_buffer = 122,
    invalid_name = 123,
    module_not_found = 126,
    procedure_not_found = 127,
    negative_seek = 131,
    seek_on_device = 132,
    not_locked = 158,
    bad_path = 161,
    invalid_ordinal = 182,
    already_exists = 183,
    bad_exe_format = 193,
    name_too_long = 206,
    not_a_directory = 267,
    not_owner = 288,
    too_many_posts = 298,
    no_such_message = 317,
    invalid_address = 487,
    mutant_limit = 587,
    io_pending = 997,
    no_access = 998,
    file_invalid = 1006,
    library_refuses = 1114,
    device_error = 1117,
    misaligned = 1132,
    user_mapped_file = 1224,
    invalid_owner = 1307,
    invalid_group = 1308,
    no_such_privilege = 1313,
    privilege_not_held = 1314,
    no_such_account = 1332,
    invalid_list = 1336,
    invalid_sid = 1337,
    no_system_resources = 1450,
    working_set_quota = 1453,
    commitment_limit = 1455,
    no_such_language = 1815,
};

/// The status that a system call's errno stands for. Every errno has one; what nobody expects
/// becomes no_system_resources.
status status_of(int error) noexcept;

}  // namespace mapview::kernel
