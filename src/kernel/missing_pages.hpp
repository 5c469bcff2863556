// kernel/missing_pages.hpp - touching a page that is not committed is a fault.
// SPDX-License-Identifier: MIT
#pragma once

#include "kernel/address_space.hpp"

namespace mapview::kernel {

/// From now on, touching a page of a mapping that its memory does not have ends in SIGBUS (in
/// EFAULT where a system call touches it) instead of making the page. The kernel does so
/// (userfaultfd, which nobody ever reads from); forked children as well. Where it cannot, because
/// it does not have that or a seccomp filter forbids it, the touch makes the page, which so is
/// committed. The caller holds the table of regions, and enters the mapping there.
void fault_where_missing(address_range pages) noexcept;

}  // namespace mapview::kernel
