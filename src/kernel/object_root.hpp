// kernel/object_root.hpp - the place where the names of one user live.
// SPDX-License-Identifier: MIT
#pragma once

#include "kernel/descriptor.hpp"
#include "kernel/fixed_text.hpp"
#include "kernel/object_name.hpp"
#include "kernel/status.hpp"

#include <sys/types.h>

#include <memory>
#include <string>

namespace mapview::kernel {

/// /dev/shm/mapview-<uid>, or what MAPVIEW_DIR names: one folder for each name space and one,
/// `.tmp`, in which an object's folder is built before it gets its name. In a pid namespace of its
/// own the name carries that namespace, since the links in it hold pids.
///
/// Only a folder that belongs to this user, with mode 0700 and no symbolic link at its end, is
/// used. Immutable; shared by all handles that were made through it.
class object_root {
  public:
    /// The root of this process, made where it is missing. Statuses: access_denied (it is somebody
    /// else's, a link, or open to others), path_not_found (no /dev/shm), write_protected,
    /// no_system_resources, too_many_open_files, not_supported (no /proc, or that of another pid
    /// namespace).
    static status current(std::shared_ptr<const object_root>& root);

    /// Replaces `root`, should it be stale, by what is the root now. True where it was.
    static bool renew(std::shared_ptr<const object_root>& root, status& result);

    /// The root if it exists, without making or checking anything else; null where it does not.
    static std::shared_ptr<const object_root> existing(status& result);

    /// True where somebody has removed the folder (logind does, at a user's last logout).
    bool wiped(name_space which) const noexcept;

    int space(name_space which) const noexcept;  ///< folder of the objects
    int temporary() const noexcept { return temporary_.get(); }
    int folder() const noexcept { return root_.get(); }

    /// An empty file below folder(), of which the links of handles are hard links.
    static constexpr const char* link_source = ".link";

    int proc() const noexcept { return proc_.get(); }
    const std::string& path() const noexcept { return path_; }

    /// True for an inode of a file system in which the kernel keeps memfds.
    bool is_memory_device(unsigned major, unsigned minor) const noexcept {
        return memory_.is(major, minor) || large_pages_.is(major, minor);
    }

  private:
    struct device {
        unsigned major = 0;
        unsigned minor = 0;
        bool is(unsigned a_major, unsigned a_minor) const noexcept {
            return a_major == major && a_minor == minor;
        }
    };

    bool stale() const noexcept;
    status open(bool make);
    status open_proc();
    status probe_memory_devices();
    static status probe_device(unsigned flags, device& found);
    status open_root(const std::string& name, bool make);

    std::string path_;
    uid_t user_ = 0;
    descriptor proc_;
    descriptor root_;
    descriptor local_;
    descriptor global_;
    descriptor temporary_;
    device memory_;
    device large_pages_;  // the same where the kernel has none
};

/// The folder of a name space below the root.
constexpr const char* folder_of(name_space space) noexcept {
    return space == name_space::local ? "Local" : "Global";
}

/// The folder of an object below the root: "Local/telemetry".
inline fixed_text<272> path_below_root(const object_name& name) noexcept {
    return fixed_text<272>().add(folder_of(name.space)).add("/").add(name.folder);
}

}  // namespace mapview::kernel
