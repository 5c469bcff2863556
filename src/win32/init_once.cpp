// SPDX-License-Identifier: MIT
#include "kernel/futex.hpp"

#include <windows.h>

#include <atomic>
#include <bit>
#include <cstdint>
#include <limits>

namespace {

using namespace mapview::kernel;

// The low bits of Ptr; the others are the context, once it is done.
constexpr std::uintptr_t running = 1;
constexpr std::uintptr_t done = 2;
constexpr std::uintptr_t reserved = (1U << INIT_ONCE_CTX_RESERVED_BITS) - 1;

std::atomic<std::uintptr_t>& state_of(PINIT_ONCE once) {
    return *reinterpret_cast<std::atomic<std::uintptr_t>*>(once);
}

// The half with the low bits.
std::atomic<std::uint32_t>& word_of(PINIT_ONCE once) {
    static_assert(std::endian::native == std::endian::little);
    return *reinterpret_cast<std::atomic<std::uint32_t>*>(once);
}

void become(PINIT_ONCE once, std::uintptr_t next) {
    state_of(once).store(next, std::memory_order_release);
    wake_private(word_of(once), std::numeric_limits<int>::max());
}

}  // namespace

void WINAPI InitOnceInitialize(PINIT_ONCE InitOnce) {
    *InitOnce = INIT_ONCE_STATIC_INIT;
}

BOOL WINAPI InitOnceExecuteOnce(PINIT_ONCE InitOnce, PINIT_ONCE_FN InitFn, PVOID Parameter,
                                LPVOID* Context) {
    auto& state = state_of(InitOnce);
    for (std::uintptr_t seen = state.load(std::memory_order_acquire);;
         seen = state.load(std::memory_order_acquire)) {
        if ((seen & done) != 0) {
            if (Context != nullptr) *Context = reinterpret_cast<LPVOID>(seen & ~reserved);
            return TRUE;
        }
        if (seen == running) {
            sleep_on_private(word_of(InitOnce), running, deadline::never());
            continue;
        }
        if (!state.compare_exchange_strong(seen, running, std::memory_order_acquire)) continue;
        if (!InitFn(InitOnce, Parameter, Context)) {
            become(InitOnce, 0);
            return FALSE;
        }
        const auto context = reinterpret_cast<std::uintptr_t>(Context ? *Context : nullptr);
        become(InitOnce, (context & ~reserved) | done);
        return TRUE;
    }
}
