// SPDX-License-Identifier: MIT
#include "kernel/page_change.hpp"

#include "kernel/handle_table.hpp"
#include "kernel/missing_pages.hpp"
#include "kernel/process_maps.hpp"
#include "kernel/reserved_pages.hpp"
#include "kernel/written_pages.hpp"

#include <fcntl.h>
#include <sys/mman.h>

#include <cerrno>

namespace mapview::kernel {
namespace {

status protect(address_range pages, protection wanted) {
    const int result = ::mprotect(pointer(pages.begin), pages.length(), mmap_protection(wanted));
    return result == 0 ? status::success : status_of(errno);
}

// Puts pages of what the view shows where the pages are now.
status map_anew(const region& view, address_range pages, int sharing, protection wanted) {
    const auto offset = static_cast<off_t>(view.offset + (pages.begin - view.base));
    if (view.memory) {
        const descriptor memory = reopen_kept(view.memory.get(), O_RDWR);
        if (!memory) return status_of(errno);
        void* const mapped = ::mmap(pointer(pages.begin), pages.length(), mmap_protection(wanted),
                                    sharing | MAP_FIXED, memory.get(), offset);
        if (mapped == MAP_FAILED) return status_of(errno);
        fault_where_missing(pages);
        return status::success;
    }
    auto shown = view.file;
    if (!shown) {
        const auto range = mapped_from(pages.begin);
        if (range && range->pages.holds(pages.begin)) shown = range->file;
    }
    if (!shown) return status::not_supported;
    for (const auto& handle : handles_showing(*shown)) {
        const int memory = handle->file() >= 0 ? handle->file() : handle->number();
        void* const mapped = ::mmap(pointer(pages.begin), pages.length(), mmap_protection(wanted),
                                    sharing | MAP_FIXED, memory, offset);
        if (mapped != MAP_FAILED) return status::success;
        if (errno != EACCES) return status_of(errno);  // that handle may not do so, another may
    }
    return status::not_supported;
}

// Pages of a shared view that are copied when they are written, and are to be so no longer: those
// that were written stay this view's own.
status share_again(const region& view, page_runs::run run, protection wanted, page_runs& pages) {
    for (address_range rest = run.pages; rest.begin < rest.end;) {
        const written_run same = written_from(rest);
        const address_range part{rest.begin, same.end};
        const status changed =
            same.written ? protect(part, wanted) : map_anew(view, part, MAP_SHARED, wanted);
        if (changed != status::success) return changed;
        pages.assign(part, {wanted, true, same.written});
        rest.begin = same.end;
    }
    return status::success;
}

status change_run(const region& of, page_runs::run run, protection wanted, page_runs& pages) {
    const bool shared = of.is_view() && !copies_on_write(of.page);
    if (run.state.committed && run.state.page == wanted) return status::success;
    const bool copied = run.state.copied;
    if (copied && !copies_on_write(wanted)) return share_again(of, run, wanted, pages);
    const bool becomes_copied = shared && !copied && copies_on_write(wanted);
    const status changed =
        becomes_copied ? map_anew(of, run.pages, MAP_PRIVATE, wanted) : protect(run.pages, wanted);
    if (changed == status::success)
        pages.assign(run.pages, {wanted, true, copied || becomes_copied});
    return changed;
}

}  // namespace

bool may_have(const region& of, protection wanted) noexcept {
    return of.is_view() ? may_become(of.page, wanted) : !copies_on_write(wanted);
}

status change_pages(region& of, address_range pages, protection wanted) {
    const page_runs before = of.pages;
    for (std::uintptr_t at = pages.begin; at < pages.end;) {
        const page_runs::run run = before.at(at, {at, pages.end});
        const status changed = change_run(of, run, wanted, of.pages);
        if (changed != status::success) return changed;
        at = run.pages.end;
    }
    return status::success;
}

}  // namespace mapview::kernel
