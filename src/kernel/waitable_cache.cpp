// SPDX-License-Identifier: MIT
#include "kernel/waitable_cache.hpp"

#include "kernel/fork_guard.hpp"

namespace mapview::kernel {

std::atomic<std::uint64_t> waitable_cache::closings = 0;
constinit thread_local waitable_cache* waitable_cache::current
    __attribute__((tls_model("initial-exec"))) = nullptr;

// Ends with the thread; the pointer beside it costs no look-up.
struct cache_owner {
    std::unique_ptr<waitable_cache> cache;

    waitable_cache* get() {
        if (!cache) {
            cache = std::make_unique<waitable_cache>();
            waitable_cache::current = cache.get();
        }
        return cache.get();
    }
    ~cache_owner() {
        waitable_cache::current = nullptr;
        if (!cache) return;
        const fork_guard guard;
        cache.reset();
    }
};

void waitable_cache::remember(const known_waitable& found, std::uint64_t closings_before) {
    static thread_local cache_owner owner;
    waitable_cache* const own = owner.get();
    if (own->closings_ != closings_before) {
        own->forget_all();
        own->closings_ = closings_before;
    }
    own->slots_[index_of(found.number)] = found;
}

void waitable_cache::handle_was_closed() noexcept {
    closings.fetch_add(1, std::memory_order_acq_rel);
    if (current != nullptr) current->forget_all();
}

void waitable_cache::forget_all() noexcept {
    for (auto& slot : slots_)
        if (slot.number >= 0) slot = {};
}

}  // namespace mapview::kernel
