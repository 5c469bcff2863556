// bench/meminfo.hpp - what the kernel says about memory.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>

namespace bench {

/// A row of /proc/meminfo, for instance "Shmem".
std::uint64_t meminfo_bytes(const std::string& row);

/// RssAnon of this process.
std::uint64_t resident_anonymous_bytes();

}  // namespace bench
