// SPDX-License-Identifier: MIT
#include "kernel/page_lock.hpp"

#include "kernel/address_space.hpp"
#include "kernel/fork_guard.hpp"
#include "kernel/memory_query.hpp"
#include "kernel/protection.hpp"

#include <sys/mman.h>

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

template <class Call>
status for_range(std::uintptr_t address, std::size_t length, Call call) {
    if (length == 0 || address >= end_of_user_space || length > end_of_user_space - address)
        return status::invalid_parameter;
    const fork_guard guard;
    const address_range pages = whole_pages(address, length);
    if (const status there = require_readable(pages); there != status::success) return there;
    if (call(pointer(pages.begin), pages.length()) == 0) return status::success;
    const bool too_much = errno == ENOMEM || errno == EAGAIN || errno == EPERM;
    return too_much ? status::working_set_quota : status_of(errno);
}

}  // namespace

status lock_pages(std::uintptr_t address, std::size_t length) {
    return for_range(address, length, ::mlock);
}

status unlock_pages(std::uintptr_t address, std::size_t length) {
    return for_range(address, length, ::munlock);
}

}  // namespace mapview::kernel
