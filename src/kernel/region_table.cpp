// SPDX-License-Identifier: MIT
#include "kernel/region_table.hpp"

#include <utility>

namespace mapview::kernel {
namespace {

struct region_table {
    std::mutex lock;
    std::map<std::uintptr_t, region> all;
    placement places;
};

// Never destroyed: views may be in use until the process is gone.
region_table& table() {
    static auto* const only = new region_table;
    return *only;
}

}  // namespace

regions::regions() : lock_(table().lock) {}

placement& regions::places() noexcept {
    return table().places;
}

region& regions::add(region fresh) {
    const std::uintptr_t base = fresh.base;
    return table().all.insert_or_assign(base, std::move(fresh)).first->second;
}

void regions::remove(const region& old) noexcept {
    table().places.freed(old.range());
    table().all.erase(old.base);
}

region* regions::holding(std::uintptr_t address) noexcept {
    const auto after = table().all.upper_bound(address);
    if (after == table().all.begin()) return nullptr;
    region& found = std::prev(after)->second;
    return found.range().holds(address) ? &found : nullptr;
}

void regions::for_each(void (*visit)(const region&)) noexcept {
    for (const auto& [base, one] : table().all) visit(one);
}

}  // namespace mapview::kernel
