// SPDX-License-Identifier: MIT
#include "kernel/view_table.hpp"

#include "kernel/fork_guard.hpp"

#include <sys/mman.h>
#include <unistd.h>

#include <cerrno>
#include <map>
#include <mutex>

namespace mapview::kernel {
namespace {

constexpr std::uintptr_t slots(std::size_t length) {
    return (length + allocation_granularity - 1) & ~(allocation_granularity - 1);
}

std::uintptr_t number(const void* address) {
    return reinterpret_cast<std::uintptr_t>(address);
}

void* pointer(std::uintptr_t address) {
    return reinterpret_cast<void*>(address);
}

struct mapping : view_request {
    void* at(void* address, int flags) const {
        if (is_small()) flags |= MAP_POPULATE;
        return ::mmap(address, length, mmap_protection(page), mmap_sharing(page) | flags, memory,
                      static_cast<off_t>(offset));
    }
    // Who maps a page or two is about to touch them: to have them at once spares a page fault,
    // which costs more than the mapping. Not of a copy-on-write view, whose pages would be copied.
    bool is_small() const {
        constexpr std::size_t most_pages = 4;
        return kind == view_kind::memory && mmap_sharing(page) == MAP_SHARED &&
               length <= most_pages * page_size();
    }
    // MAP_FAILED, with errno EEXIST, where something is there.
    void* exactly_at(void* address) const {
        void* const mapped = at(address, MAP_FIXED_NOREPLACE);
        if (mapped == MAP_FAILED || mapped == address) return mapped;
        ::munmap(mapped, length);  // before Linux 4.17, and under valgrind, it is but a hint
        errno = EEXIST;
        return MAP_FAILED;
    }
};

class view_table {
  public:
    status map(const mapping& wanted, void* base, void*& address) {
        const std::scoped_lock lock(lock_);
        void* const mapped = base != nullptr ? wanted.exactly_at(base) : map_anywhere(wanted);
        if (mapped == MAP_FAILED) {
            if (errno == EEXIST || (base != nullptr && (errno == EPERM || errno == EINVAL)))
                return status::invalid_address;
            return status_of(errno);
        }
        views_.emplace(number(mapped),
                       mapped_view{number(mapped), wanted.length, wanted.page, wanted.kind});
        address = mapped;
        return status::success;
    }

    status unmap(const void* address) {
        const std::scoped_lock lock(lock_);
        const auto found = holding(address);
        if (found == views_.end()) return status::invalid_address;
        const mapped_view view = found->second;
        views_.erase(found);
        ::munmap(pointer(view.base), view.length);
        ceiling_ = view.base + slots(view.length);
        return status::success;
    }

    std::optional<mapped_view> find(const void* address) {
        const std::scoped_lock lock(lock_);
        const auto found = holding(address);
        if (found == views_.end()) return std::nullopt;
        return found->second;
    }

  private:
    using table = std::map<std::uintptr_t, mapped_view>;

    table::iterator holding(const void* address) {
        const auto after = views_.upper_bound(number(address));
        if (after == views_.begin()) return views_.end();
        const auto view = std::prev(after);
        return number(address) - view->first < view->second.length ? view : views_.end();
    }

    // Linux aligns to pages only. The place right below the last view, or that of the last one
    // unmapped, is mostly free: one system call, as for any other mapping.
    void* map_anywhere(const mapping& wanted) {
        if (ceiling_ > slots(wanted.length)) {
            const std::uintptr_t below = ceiling_ - slots(wanted.length);
            void* const mapped = wanted.exactly_at(pointer(below));
            if (mapped != MAP_FAILED) {
                ceiling_ = below;
                return mapped;
            }
        }
        return map_in_gap(wanted);
    }

    // Asks for more than is needed, and takes the aligned part of it.
    void* map_in_gap(const mapping& wanted) {
        const std::size_t room = wanted.length + allocation_granularity;
        void* const gap =
            ::mmap(nullptr, room, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
        if (gap == MAP_FAILED) return MAP_FAILED;
        const std::uintptr_t begin = number(gap);
        const std::uintptr_t aligned = slots(begin);
        void* const mapped = wanted.at(pointer(aligned), MAP_FIXED);
        if (mapped == MAP_FAILED) {
            const int saved = errno;
            ::munmap(gap, room);
            errno = saved;
            return MAP_FAILED;
        }
        const std::uintptr_t end = aligned + wanted.length;
        if (aligned > begin) ::munmap(gap, aligned - begin);
        if (begin + room > end) ::munmap(pointer(end), begin + room - end);
        ceiling_ = aligned;
        return mapped;
    }

    std::mutex lock_;
    table views_;
    std::uintptr_t ceiling_ = 0;  // the place below it is tried first
};

// Never destroyed: views may be in use until the process is gone.
view_table& views() {
    static auto* const table = new view_table;
    return *table;
}

}  // namespace

std::size_t page_size() noexcept {
    static const auto size = static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
    return size;
}

status map_view(const view_request& wanted, void* base, void*& address) {
    return views().map({wanted}, base, address);
}

status unmap_view(const void* address) noexcept {
    const fork_guard guard;
    return views().unmap(address);
}

std::optional<mapped_view> find_view(const void* address) noexcept {
    const fork_guard guard;
    return views().find(address);
}

}  // namespace mapview::kernel
