// hazards/surroundings.hpp - file systems and users for a forked process alone.
// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>

namespace test {

/// The uid of an ordinary user, "nobody".
inline constexpr unsigned nobody = 65534;

/// Why mounts of one's own are not possible here; empty where they are.
std::optional<std::string> why_no_mounts();

/// Why another user's processes cannot be made here; empty where they can.
std::optional<std::string> why_no_other_users();

/// From here on, what this process mounts is seen by it and its children only. As an ordinary user
/// it becomes root of a user namespace first.
void leave_mounts_of_others_alone();

/// Mounts an empty tmpfs, which vanishes with the process.
void mount_tmpfs(const std::string& folder, const std::string& options);

/// Becomes an ordinary user who may look at his own processes.
void become_nobody();

/// The number of descriptors open in this process; opens none itself.
int open_descriptors();

/// Takes all descriptors but `left` away, for good.
void exhaust_descriptors(int left);

/// A number of /proc/meminfo, in bytes.
long long meminfo(const char* field);

}  // namespace test
