// SPDX-License-Identifier: MIT
#include "kernel/region_table.hpp"

#include <utility>

namespace mapview::kernel {

struct regions::table {
    std::mutex lock;
    std::map<std::uintptr_t, region> all;
    placement places;
};

// Never destroyed: views may be in use until the process is gone.
regions::table& regions::of_process() {
    static auto* const only = new table;
    return *only;
}

regions::regions() : table_(of_process()), lock_(table_.lock) {}

placement& regions::places() noexcept {
    return table_.places;
}

region& regions::add(region fresh) {
    const std::uintptr_t base = fresh.base;
    return table_.all.insert_or_assign(base, std::move(fresh)).first->second;
}

void regions::remove(const region& old) noexcept {
    table_.places.freed(old.range());
    table_.all.erase(old.base);
}

region* regions::holding(std::uintptr_t address) noexcept {
    const auto after = table_.all.upper_bound(address);
    if (after == table_.all.begin()) return nullptr;
    region& found = std::prev(after)->second;
    return found.range().holds(address) ? &found : nullptr;
}

void regions::for_each(void (*visit)(const region&)) noexcept {
    for (const auto& [base, one] : table_.all) visit(one);
}

}  // namespace mapview::kernel
