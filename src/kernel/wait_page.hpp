// kernel/wait_page.hpp - the pages of waitable objects, mapped into this process.
// SPDX-License-Identifier: MIT
#pragma once

#include "kernel/status.hpp"
#include "kernel/wait_cell.hpp"

#include <sys/types.h>

#include <memory>

namespace mapview::kernel {

/// A reference to an object's page. However many handles a process has to one object, it maps the
/// page once: a mutex that was taken through one handle can be released through another only if
/// both mean the same robust list node. The last reference unmaps it, unless a thread of this
/// process owns the mutex: then it stays, for the kernel's walk must find the node.
///
/// References are made and dropped under a fork_guard. Thread-safe.
class wait_page {
  public:
    /// Maps the page of an object's memory, or finds it mapped. Statuses: not_enough_memory;
    /// not_supported where the C library's robust list is not as expected.
    static status map(int memory, std::shared_ptr<const wait_page>& page);

    wait_page(wait_cell* cell, ino_t memory) noexcept : cell_(cell), memory_(memory) {}

    wait_cell* cell() const noexcept { return cell_; }
    ino_t memory() const noexcept { return memory_; }

    /// The number of pages that this process has mapped.
    static std::size_t count();

  private:
    wait_cell* cell_;
    ino_t memory_;
};

}  // namespace mapview::kernel
