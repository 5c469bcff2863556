// kernel/file_copy.hpp - copying a file, and moving it.
// SPDX-License-Identifier: MIT
#pragma once

#include "kernel/status.hpp"

#include <string>

namespace mapview::kernel {

/// Copies the bytes, the permissions and the time of the last change. `replace` empties a file that
/// is there already. What a failed copy has made goes again. Statuses: those of open_file;
/// file_exists; access_denied for a directory; sharing_violation also for a copy onto itself.
status copy_file(const std::string& from, const std::string& to, bool replace);

struct move_ways {
    bool replace = false;         ///< a file that is there already
    bool copy_elsewhere = false;  ///< to another file system, a file is copied and deleted
};

/// Gives a file or a directory another path. Statuses: not_found, path_not_found, already_exists,
/// access_denied (a directory is there already, or a file that is in use or read-only),
/// sharing_violation (somebody denies removal of the file), not_same_device, and those of
/// copy_file.
status move_file(const std::string& from, const std::string& to, move_ways ways);

}  // namespace mapview::kernel
