// kernel/file.hpp - files: opening, reading and writing them.
// SPDX-License-Identifier: MIT
#pragma once

#include "kernel/file_sharing.hpp"
#include "kernel/protection.hpp"
#include "kernel/status.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

namespace mapview::kernel {

/// The values are those of dwCreationDisposition.
enum class disposition : std::uint32_t {
    create_new = 1,
    create_always = 2,
    open_existing = 3,
    open_always = 4,
    truncate_existing = 5,
};

struct file_request {
    std::string path;
    rights access = 0;  ///< generic rights written out
    share_mode share;
    disposition how = disposition::open_existing;
    bool inheritable = false;
    bool read_only = false;        ///< a new file's attribute
    bool directories = false;      ///< may be opened, too
    bool no_links = false;         ///< a symbolic link at the path's end is not_supported
    bool write_through = false;    ///< writes return when the disk has them
    bool delete_on_close = false;  ///< the path is removed at once
    int advice = 0;                ///< POSIX_FADV_
};

/// Opens a regular file, a character device or a directory. `existed`: the file was there before.
/// Statuses: not_found, path_not_found, access_denied, file_exists, sharing_violation,
/// user_mapped_file, disk_full, write_protected, name_too_long, too_many_open_files,
/// not_supported (pipes and sockets), invalid_parameter.
status open_file(const file_request& request, int& handle, bool& existed);

/// Removes a file. Statuses: as open_file; access_denied for a directory, and while a section has
/// the file.
status delete_file(const std::string& path);

/// Removes the path of a handle with the right to. Statuses: access_denied (no right, or a section
/// has the file), not_found (the path is gone already), sharing_violation.
status delete_open_file(int handle);

/// Reads or writes at the file's position and moves it, or at `offset` and then behind that. A read
/// ends early at the end of the file, `done` 0 at it; of a pipe that nobody writes to any more
/// broken_pipe. Other statuses: invalid_handle, access_denied, no_access, disk_full,
/// invalid_function (a directory), device_error.
status read_file(int handle, void* buffer, std::size_t length, std::optional<std::uint64_t> offset,
                 std::size_t& done);
status write_file(int handle, const void* buffer, std::size_t length,
                  std::optional<std::uint64_t> offset, std::size_t& done);

/// Moves the position; `origin` is SEEK_SET, SEEK_CUR or SEEK_END. Statuses: negative_seek,
/// seek_on_device.
status seek_file(int handle, std::int64_t distance, int origin, std::uint64_t& position);

/// Makes the file end at its position. user_mapped_file where that takes pages from a section.
status set_end_of_file(int handle);
status file_size(int handle, std::uint64_t& size);
status flush_file(int handle);

/// The values are those of GetFileType.
enum class file_kind : std::uint32_t { unknown = 0, disk = 1, character = 2, pipe = 3 };
status kind_of_file(int handle, file_kind& kind);

/// Makes a new, empty file that only its user can open. file_exists where the path is taken.
status create_private_file(const std::string& path);

/// errno of a call on a file.
status file_status(int error) noexcept;

/// ENOENT of a path: not_found, or path_not_found where a folder on the way is not there.
status absent(const std::string& path);

}  // namespace mapview::kernel
