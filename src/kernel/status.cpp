// SPDX-License-Identifier: MIT
#include "kernel/status.hpp"

#include <cerrno>

namespace mapview::kernel {

status status_of(int error) noexcept {
    switch (error) {
        case 0: return status::success;
        case ENOENT: return status::path_not_found;  // an object's absence is never an errno here
        case EACCES:
        case EPERM:
        case ELOOP:    // a symbolic link where a folder of ours should be
        case ENOTDIR:  // a file there
            return status::access_denied;
        case EMFILE:
        case ENFILE: return status::too_many_open_files;
        case ENOMEM: return status::not_enough_memory;
        case EROFS: return status::write_protected;
        case ENOSYS:
        case EOPNOTSUPP: return status::not_supported;
        default: return status::no_system_resources;  // ENOSPC, EDQUOT, ENOLCK, EIO ...
    }
}

}  // namespace mapview::kernel
