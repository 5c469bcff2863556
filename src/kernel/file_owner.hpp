// kernel/file_owner.hpp - whose a file is, and its mode.
// SPDX-License-Identifier: MIT
#pragma once

#include "kernel/protection.hpp"
#include "kernel/status.hpp"

#include <sys/types.h>

#include <optional>
#include <string>

namespace mapview::kernel {

struct file_ownership {
    uid_t user = 0;
    gid_t group = 0;
    mode_t mode = 0;  ///< the nine bits
    bool is_folder = false;
};

/// What is to be another; the owner is changed before the mode.
struct ownership_change {
    std::optional<uid_t> user;
    std::optional<gid_t> group;
    std::optional<mode_t> mode;
};

/// Statuses: those of a path that cannot be opened; invalid_handle, access_denied. To change one:
/// also invalid_owner and invalid_group, which the caller may not set.
status ownership_of_path(const std::string& path, file_ownership& told);
status ownership_of_handle(int number, rights needed, file_ownership& told);
status change_ownership_of_path(const std::string& path, const ownership_change& change);
status change_ownership_of_handle(int number, rights needed, const ownership_change& change);

}  // namespace mapview::kernel
