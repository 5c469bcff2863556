// SPDX-License-Identifier: MIT
#include "kernel/view_table.hpp"

#include "kernel/fork_guard.hpp"
#include "kernel/missing_pages.hpp"

#include <sys/mman.h>

#include <cerrno>
#include <utility>

namespace mapview::kernel {
namespace {

// Who maps a page or two is about to touch them: to have them at once spares a page fault, which
// costs more than the mapping. Not of a copy-on-write view, whose pages would be copied.
bool is_small(const view_request& wanted) {
    constexpr std::size_t most_pages = 4;
    return wanted.kind == region_kind::memory && mmap_sharing(wanted.page) == MAP_SHARED &&
           wanted.length <= most_pages * page_size();
}

mapping mapping_of(const view_request& wanted) {
    int flags = mmap_sharing(wanted.page);
    if (is_small(wanted)) flags |= MAP_POPULATE;
    if (wanted.kind == region_kind::reserved) flags |= MAP_NORESERVE;
    return {wanted.length, mmap_protection(wanted.page),      flags,
            wanted.memory, static_cast<off_t>(wanted.offset), wanted.large};
}

}  // namespace

status map_view(view_request wanted, void* base, void*& address) {
    regions table;
    void* const mapped = table.places().map(mapping_of(wanted), base);
    if (mapped == MAP_FAILED) {
        if (errno == EEXIST || (base != nullptr && (errno == EPERM || errno == EINVAL)))
            return status::invalid_address;
        return status_of(errno);
    }
    if (wanted.kind == region_kind::reserved)
        fault_where_missing({number(mapped), number(mapped) + wanted.length});
    table.add({{number(mapped), wanted.length, wanted.page, wanted.kind},
               wanted.offset,
               wanted.file,
               page_runs({wanted.page}),
               std::move(wanted.kept)});
    address = mapped;
    return status::success;
}

status unmap_view(const void* address) noexcept {
    const fork_guard guard;
    regions table;
    const region* const view = table.holding(number(address));
    if (view == nullptr || !view->is_view()) return status::invalid_address;
    ::munmap(pointer(view->base), view->length);
    table.remove(*view);
    return status::success;
}

std::optional<region_facts> find_view(const void* address) noexcept {
    const fork_guard guard;
    regions table;
    const region* const view = table.holding(number(address));
    if (view == nullptr || !view->is_view()) return std::nullopt;
    return *view;
}

}  // namespace mapview::kernel
