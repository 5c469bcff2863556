// kernel/region_table.hpp - the views and the private memory of this process.
// SPDX-License-Identifier: MIT
#pragma once

#include "kernel/address_space.hpp"
#include "kernel/descriptor.hpp"
#include "kernel/page_runs.hpp"
#include "kernel/protection.hpp"
#include "kernel/section_type.hpp"

#include <cstdint>
#include <map>
#include <mutex>
#include <optional>

namespace mapview::kernel {

enum class region_kind {
    memory,      ///< a view of a section without a file
    reserved,    ///< a view of such a one whose pages are committed one by one
    file,        ///< a view of a file's section
    allocation,  ///< private memory, which was reserved as a whole
};

struct region_facts {
    std::uintptr_t base = 0;
    std::size_t length = 0;                   ///< whole pages
    protection page = protection::no_access;  ///< the first one
    region_kind kind = region_kind::memory;

    address_range range() const noexcept { return {base, base + length}; }
    bool is_view() const noexcept { return kind != region_kind::allocation; }
};

/// What Linux does not tell about a range.
struct region : region_facts {
    std::uint64_t offset = 0;           ///< of a view in its section
    std::optional<file_identity> file;  ///< whose pages a view shows
    page_runs pages;
    descriptor memory;  ///< what the view of a reserved section keeps: reserved_pages.hpp
};

/// Has its lock while it lives; the fork_guard is taken first.
class regions {
  public:
    regions();

    placement& places() noexcept;
    region& add(region fresh);
    void remove(const region& old) noexcept;

    /// The one that holds an address; null where none does.
    region* holding(std::uintptr_t address) noexcept;

    void for_each(void (*visit)(const region&)) noexcept;

  private:
    struct table;
    static table& of_process();

    table& table_;
    std::unique_lock<std::mutex> lock_;
};

}  // namespace mapview::kernel
