// SPDX-License-Identifier: MIT
#include "kernel/foreign_record.hpp"

#include <sys/mman.h>

#include <cstring>
#include <utility>

namespace mapview::kernel {

bool foreign_record::read(std::uint64_t& generation, bool& present,
                          memory_place& place) const noexcept {
    constexpr int most_tries = 100;
    for (int i = 0; i < most_tries; ++i) {
        const std::uint64_t before = generation_.load();
        if (before == 0) return false;
        const slot seen = slots_[before % slots_.size()];
        present = present_.load() != 0;
        std::atomic_thread_fence(std::memory_order_acquire);
        if (generation_.load() != before || seen.generation != before) continue;
        if (std::memchr(seen.place.source.data(), 0, seen.place.source.size()) == nullptr)
            return false;
        generation = before;
        place = seen.place;
        return true;
    }
    return false;
}

std::uint64_t foreign_record::write(const memory_place& place) noexcept {
    const std::uint64_t next = generation_.load() + 1;
    slots_[next % slots_.size()] = {next, place};
    set_present(true);
    generation_.store(next);
    return next;
}

mapped_record::mapped_record(int memory, bool writable) noexcept {
    void* const mapped =
        ::mmap(nullptr, foreign_record::size, writable ? PROT_READ | PROT_WRITE : PROT_READ,
               MAP_SHARED, memory, 0);
    if (mapped != MAP_FAILED) record_ = static_cast<foreign_record*>(mapped);
}

mapped_record::mapped_record(mapped_record&& other) noexcept
    : record_(std::exchange(other.record_, nullptr)) {}

mapped_record& mapped_record::operator=(mapped_record other) noexcept {
    std::swap(record_, other.record_);
    return *this;
}

mapped_record::~mapped_record() {
    if (record_ != nullptr) ::munmap(record_, foreign_record::size);
}

}  // namespace mapview::kernel
