// kernel/name_recovery.hpp - finds the names again that a wipe of the directory took away.
// SPDX-License-Identifier: MIT
#pragma once

#include "kernel/object_name.hpp"
#include "kernel/object_root.hpp"
#include "kernel/status.hpp"

namespace mapview::kernel {

/// Makes the missing folder of a name space below `root_folder`, with a folder for each object of
/// this root that a process still holds.
///
/// systemd's logind removes a user's files from /dev/shm at the last logout, while programs in the
/// background live on. What they hold is told by their descriptors alone: a memfd of ours, and the
/// removed folder that goes with it, of which /proc still knows the name. Done once when a name
/// space is born, so ordinary calls pay nothing. The lock of such a holder lies on the removed
/// folder, so copies that it makes by fork afterwards do not count.
status recover_name_space(const object_root& root, int root_folder, name_space space);

}  // namespace mapview::kernel
