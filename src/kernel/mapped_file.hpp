// kernel/mapped_file.hpp - the file behind a section.
// SPDX-License-Identifier: MIT
#pragma once

#include "kernel/descriptor.hpp"
#include "kernel/memory_file.hpp"
#include "kernel/protection.hpp"
#include "kernel/section_type.hpp"
#include "kernel/status.hpp"

#include <sys/types.h>

#include <cstdint>
#include <optional>

namespace mapview::kernel {

/// Opens a file once more for a section of it, by a descriptor of this process, and marks it as
/// mapped: a description of its own, which lives as long as the section and its views.
status open_mapped(int file, open_mode mode, descriptor& mapped);

/// The file of a section that process `holder` has as descriptor `memory`. not_found where that
/// process has let go of it meanwhile.
status find_mapped(pid_t holder, int memory, const file_identity& wanted, open_mode mode,
                   descriptor& mapped);

/// What a section of a file needs of it, by a file handle's number: an open file, of at least
/// `size` bytes (0: its size, which is then told). Statuses: invalid_handle; access_denied (the
/// handle's rights); bad_exe_format (a directory or device); file_invalid (an empty file and no
/// size); not_enough_memory (more than a file that may not grow has); disk_full.
status prepare_file(int file_handle, protection page, std::uint64_t& size, open_mode mode,
                    descriptor& mapped);

}  // namespace mapview::kernel
