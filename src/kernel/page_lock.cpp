// SPDX-License-Identifier: MIT
#include "kernel/page_lock.hpp"

#include "kernel/address_space.hpp"
#include "kernel/fork_guard.hpp"
#include "kernel/memory_query.hpp"
#include "kernel/process_maps.hpp"
#include "kernel/protection.hpp"

#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

namespace mapview::kernel {
namespace {

// The kernel has one and the same errno for what is not there and for too much.
status require_readable(address_range pages) {
    while (pages.begin < pages.end) {
        memory_facts found;
        if (const status told = query_memory(pages.begin, found); told != status::success)
            return told;
        if (found.state != memory_state::committed) return status::invalid_address;
        if (found.protection == static_cast<std::uint32_t>(protection::no_access))
            return status::no_access;
        pages.begin = found.pages.end;
    }
    return status::success;
}

// Linux does not tell a process which pages it has locked but by /proc/self/smaps, which walks
// through all its memory. But it refuses to set a locked range aside, and setting the pages of
// another one aside is just what Windows does here. A range is locked as a whole: locking splits
// it.
status require_locked(address_range pages) {
    bool all = true;
    while (pages.begin < pages.end) {
        const auto range = mapped_from(pages.begin);
        if (!range || !range->pages.holds(pages.begin)) return status::not_locked;
        const std::uintptr_t end = std::min(pages.end, range->pages.end);
        all &= ::madvise(pointer(pages.begin), end - pages.begin, MADV_COLD) != 0;
        pages.begin = end;
    }
    return all ? status::success : status::not_locked;
}

// By number: a sanitizer's mlock and munlock do nothing.
int lock(address_range pages) {
    return static_cast<int>(::syscall(SYS_mlock, pages.begin, pages.length()));
}

int unlock(address_range pages) {
    return static_cast<int>(::syscall(SYS_munlock, pages.begin, pages.length()));
}

template <class Call>
status for_range(std::uintptr_t address, std::size_t length, Call call) {
    if (length == 0 || address >= end_of_user_space || length > end_of_user_space - address)
        return status::invalid_parameter;
    const fork_guard guard;
    const address_range pages = whole_pages(address, length);
    if (const status there = require_readable(pages); there != status::success) return there;
    return call(pages);
}

status done(int result) {
    if (result == 0) return status::success;
    const bool too_much = errno == ENOMEM || errno == EAGAIN || errno == EPERM;
    return too_much ? status::working_set_quota : status_of(errno);
}

}  // namespace

status lock_pages(std::uintptr_t address, std::size_t length) {
    return for_range(address, length, [](address_range pages) { return done(lock(pages)); });
}

status unlock_pages(std::uintptr_t address, std::size_t length) {
    return for_range(address, length, [](address_range pages) {
        const status locked = require_locked(pages);
        return locked == status::success ? done(unlock(pages)) : locked;
    });
}

}  // namespace mapview::kernel
