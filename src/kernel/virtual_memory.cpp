// SPDX-License-Identifier: MIT
#include "kernel/virtual_memory.hpp"

#include "kernel/commit_limit.hpp"
#include "kernel/fork_guard.hpp"
#include "kernel/memory_query.hpp"
#include "kernel/page_change.hpp"
#include "kernel/region_table.hpp"
#include "kernel/reserved_pages.hpp"

#include <sys/mman.h>

#include <cerrno>

namespace mapview::kernel {
namespace {

constexpr int private_flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE;
constexpr page_state reserved{protection::no_access, false};

bool is_range(std::uintptr_t address, std::size_t length) {
    return length != 0 && address < end_of_user_space && length <= end_of_user_space - address;
}

// The region that holds all of a range; null where none does.
region* holding_all(regions& table, address_range pages) {
    region* const found = table.holding(pages.begin);
    return found != nullptr && pages.end <= found->range().end ? found : nullptr;
}

status next_run(const region& of, address_range pages, page_runs::run& run) {
    run = of.pages.at(pages.begin, pages);
    if (of.kind != region_kind::reserved) return status::success;
    committed_run same;
    const std::uint64_t begin = of.offset + (pages.begin - of.base);
    const status told = committed_from(of.memory.get(), begin, begin + pages.length(), same);
    run = {{pages.begin, pages.begin + (same.end - begin)}, {run.state.page, same.committed}};
    return told;
}

status uncommitted_bytes(const region& of, address_range pages, std::size_t& bytes) {
    bytes = 0;
    while (pages.begin < pages.end) {
        page_runs::run run;
        if (const status told = next_run(of, pages, run); told != status::success) return told;
        if (!run.state.committed) bytes += run.pages.length();
        pages.begin = run.pages.end;
    }
    return status::success;
}

status require_committed(const region& of, address_range pages) {
    std::size_t missing = 0;
    const status told = uncommitted_bytes(of, pages, missing);
    return told == status::success && missing != 0 ? status::invalid_address : told;
}

status commit_pages(region& of, address_range pages, protection page) {
    if (of.kind == region_kind::file) return status::access_denied;
    if (!may_have(of, page)) return status::invalid_parameter;
    std::size_t fresh = 0;
    status result = uncommitted_bytes(of, pages, fresh);
    if (result != status::success) return result;
    if (!can_commit(fresh)) return status::commitment_limit;
    if (of.kind == region_kind::reserved && fresh != 0)
        result =
            commit_in_section(of.memory.get(), of.offset + (pages.begin - of.base), pages.length());
    return result == status::success ? change_pages(of, pages, page) : result;
}

}  // namespace

status reserve(std::uintptr_t base, std::size_t length, protection page, bool commit,
               void*& address) {
    const fork_guard guard;
    if (!is_range(base, length) || copies_on_write(page)) return status::invalid_parameter;
    if (commit && !can_commit(length)) return status::commitment_limit;
    const std::uintptr_t begin = base / allocation_granularity * allocation_granularity;
    const address_range pages = whole_pages(begin, base + length - begin);
    const mapping wanted{pages.length(), commit ? mmap_protection(page) : PROT_NONE, private_flags};

    regions table;
    void* const mapped = table.places().map(wanted, pointer(begin));
    if (mapped == MAP_FAILED)
        return begin != 0 && errno != ENOMEM ? status::invalid_address : status_of(errno);
    table.add({{number(mapped), pages.length(), page, region_kind::allocation},
               0,
               {},
               page_runs(commit ? page_state{page} : reserved),
               {}});
    address = mapped;
    return status::success;
}

status commit(std::uintptr_t address, std::size_t length, protection page, void*& first) {
    const fork_guard guard;
    if (!is_range(address, length)) return status::invalid_parameter;
    const address_range pages = whole_pages(address, length);
    regions table;
    region* const found = holding_all(table, pages);
    if (found == nullptr) return status::invalid_address;
    const status result = commit_pages(*found, pages, page);
    if (result == status::success) first = pointer(pages.begin);
    return result;
}

status reset(std::uintptr_t address, std::size_t length, void*& first) {
    const fork_guard guard;
    if (!is_range(address, length)) return status::invalid_parameter;
    const address_range pages = whole_pages(address, length);
    regions table;
    const region* const found = holding_all(table, pages);
    if (found == nullptr) return status::invalid_address;
    if (found->kind == region_kind::file) return status::access_denied;
    first = pointer(pages.begin);
    return require_committed(*found, pages);
}

status decommit(std::uintptr_t address, std::size_t length) {
    const fork_guard guard;
    regions table;
    region* const found = table.holding(address);
    if (found == nullptr) return status::invalid_address;
    if (found->is_view()) return status::invalid_parameter;
    if (length == 0 && address != found->base) return status::invalid_address;
    if (length > found->range().end - address) return status::invalid_parameter;
    const address_range pages = length != 0 ? whole_pages(address, length) : found->range();
    page_runs left = found->pages;
    left.assign(pages, reserved);
    // In one step: nobody sees pages that are neither.
    if (::mmap(pointer(pages.begin), pages.length(), PROT_NONE, private_flags | MAP_FIXED, -1, 0) ==
        MAP_FAILED)
        return status_of(errno);
    found->pages = std::move(left);
    return status::success;
}

status release(std::uintptr_t address) {
    const fork_guard guard;
    regions table;
    const region* const found = table.holding(address);
    if (found == nullptr) return status::invalid_address;
    if (found->is_view()) return status::invalid_parameter;
    if (address != found->base) return status::invalid_address;
    ::munmap(pointer(found->base), found->length);
    table.remove(*found);
    return status::success;
}

status protect(std::uintptr_t address, std::size_t length, protection page, protection& old) {
    const fork_guard guard;
    if (!is_range(address, length)) return status::invalid_parameter;
    const address_range pages = whole_pages(address, length);
    regions table;
    region* const found = holding_all(table, pages);
    if (found == nullptr) return status::invalid_address;
    if (const status missing = require_committed(*found, pages); missing != status::success)
        return missing;
    if (!may_have(*found, page)) return status::invalid_parameter;
    memory_facts before;
    if (const status told = facts_within(*found, pages.begin, before); told != status::success)
        return told;
    const status result = change_pages(*found, pages, page);
    if (result == status::success) old = static_cast<protection>(before.protection);
    return result;
}

}  // namespace mapview::kernel
