// SPDX-License-Identifier: MIT
#include "kernel/address_space.hpp"

#include <sys/mman.h>
#include <unistd.h>

#include <cerrno>

namespace mapview::kernel {
namespace {

void* map_at(const mapping& wanted, void* address, int flags) noexcept {
    return ::mmap(address, wanted.length, wanted.protection, wanted.flags | flags, wanted.memory,
                  wanted.offset);
}

void* map_exactly_at(const mapping& wanted, void* address) noexcept {
    void* const mapped = map_at(wanted, address, MAP_FIXED_NOREPLACE);
    if (mapped == MAP_FAILED || mapped == address) return mapped;
    ::munmap(mapped, wanted.length);  // before Linux 4.17, and under valgrind, it is but a hint
    errno = EEXIST;
    return MAP_FAILED;
}

}  // namespace

std::size_t page_size() noexcept {
    static const auto size = static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
    return size;
}

address_range whole_pages(std::uintptr_t address, std::size_t length) noexcept {
    const std::uintptr_t page = page_size();
    return {address / page * page, (address + length + page - 1) / page * page};
}

void* placement::map(const mapping& wanted, void* base) noexcept {
    if (base != nullptr) return map_exactly_at(wanted, base);
    return wanted.large ? map_at(wanted, nullptr, 0) : map_anywhere(wanted);
}

// Linux aligns to pages only. The place right below the last mapping, or that of the last one
// unmapped, is mostly free: one system call, as for any other mapping.
void* placement::map_anywhere(const mapping& wanted) noexcept {
    if (ceiling_ > slots(wanted.length)) {
        const std::uintptr_t below = ceiling_ - slots(wanted.length);
        void* const mapped = map_exactly_at(wanted, pointer(below));
        if (mapped != MAP_FAILED) {
            ceiling_ = below;
            return mapped;
        }
    }
    return map_in_gap(wanted);
}

// Asks for more than is needed, and takes the aligned part of it.
void* placement::map_in_gap(const mapping& wanted) noexcept {
    const std::size_t room = wanted.length + allocation_granularity;
    void* const gap =
        ::mmap(nullptr, room, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (gap == MAP_FAILED) return MAP_FAILED;
    const std::uintptr_t begin = number(gap);
    const std::uintptr_t aligned = slots(begin);
    void* const mapped = map_at(wanted, pointer(aligned), MAP_FIXED);
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

}  // namespace mapview::kernel
