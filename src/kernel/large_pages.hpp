// kernel/large_pages.hpp - the large pages of this machine.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

namespace mapview::kernel {

/// The size of a large page, in bytes; 0 where there are none.
std::uint64_t large_page_size() noexcept;

/// Whether the administrator has set large pages aside (vm.nr_hugepages), or lets them be made
/// (vm.nr_overcommit_hugepages). That is the privilege.
bool may_have_large_pages() noexcept;

}  // namespace mapview::kernel
