// SPDX-License-Identifier: MIT
#include "kernel/view_table.hpp"

#include "kernel/fork_guard.hpp"

#include <sys/mman.h>

#include <cerrno>

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
    return {wanted.length, mmap_protection(wanted.page),
            mmap_sharing(wanted.page) | (is_small(wanted) ? MAP_POPULATE : 0), wanted.memory,
            static_cast<off_t>(wanted.offset)};
}

}  // namespace

status map_view(const view_request& wanted, void* base, void*& address) {
    regions table;
    void* const mapped = table.places().map(mapping_of(wanted), base);
    if (mapped == MAP_FAILED) {
        if (errno == EEXIST || (base != nullptr && (errno == EPERM || errno == EINVAL)))
            return status::invalid_address;
        return status_of(errno);
    }
    table.add({{number(mapped), wanted.length, wanted.page, wanted.kind},
               wanted.offset,
               wanted.file,
               page_runs({wanted.page})});
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
