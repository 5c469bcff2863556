// kernel/page_runs.hpp - what each page of a range is, where most are as their neighbours.
// SPDX-License-Identifier: MIT
#pragma once

#include "kernel/address_space.hpp"
#include "kernel/protection.hpp"

#include <map>

namespace mapview::kernel {

struct page_state {
    protection page = protection::no_access;
    bool committed = true;
    bool copied = false;  ///< of a shared view: made copy-on-write after it was mapped

    bool operator==(const page_state&) const = default;
};

class page_runs {
  public:
    explicit page_runs(page_state all = {}) : first_(all) {}

    struct run {
        address_range pages;
        page_state state;
    };

    /// The run that holds an address, within `bounds`, which hold it too.
    run at(std::uintptr_t address, address_range bounds) const {
        const auto after = starts_.upper_bound(address);
        run found{bounds, after == starts_.begin() ? first_ : std::prev(after)->second};
        if (after != starts_.begin() && std::prev(after)->first > bounds.begin)
            found.pages.begin = std::prev(after)->first;
        if (after != starts_.end() && after->first < bounds.end) found.pages.end = after->first;
        return found;
    }

    void assign(address_range pages, page_state state) {
        const page_state behind = at(pages.end, {pages.begin, pages.end}).state;
        starts_.erase(starts_.lower_bound(pages.begin), starts_.upper_bound(pages.end));
        const auto before = starts_.lower_bound(pages.begin);
        const page_state left = before == starts_.begin() ? first_ : std::prev(before)->second;
        if (left != state) starts_.emplace(pages.begin, state);
        if (behind != state) starts_.emplace(pages.end, behind);
    }

  private:
    page_state first_;
    std::map<std::uintptr_t, page_state> starts_;  // where a run begins that differs
};

}  // namespace mapview::kernel
