// SPDX-License-Identifier: MIT
#include "kernel/futex.hpp"
#include "kernel/robust_list.hpp"
#include "kernel/spin.hpp"

#include <windows.h>

#include <atomic>
#include <cstdint>

namespace {

using namespace mapview::kernel;

// LockCount, the futex: a release wakes one where it was `waited_for`. Who has slept takes it so,
// for others may sleep still.
constexpr std::uint32_t nobodys = 0xFFFFFFFF;
constexpr std::uint32_t owned = 0;
constexpr std::uint32_t waited_for = 1;

std::atomic<std::uint32_t>& word_of(LPCRITICAL_SECTION section) {
    return *reinterpret_cast<std::atomic<std::uint32_t>*>(&section->LockCount);
}

std::atomic<HANDLE>& owner_of(LPCRITICAL_SECTION section) {
    return *reinterpret_cast<std::atomic<HANDLE>*>(&section->OwningThread);
}

static_assert(sizeof(std::atomic<std::uint32_t>) == sizeof(LONG));
static_assert(sizeof(std::atomic<HANDLE>) == sizeof(HANDLE));

HANDLE this_thread_as_owner() {
    return reinterpret_cast<HANDLE>(ULONG_PTR{this_thread().id});
}

bool take(std::atomic<std::uint32_t>& word) {
    std::uint32_t seen = nobodys;
    return word.compare_exchange_strong(seen, owned, std::memory_order_acquire,
                                        std::memory_order_relaxed);
}

bool spin(std::atomic<std::uint32_t>& word, ULONG_PTR looks) {
    if (!has_several_processors()) return false;
    for (ULONG_PTR i = 0; i < looks; ++i) {
        if (word.load(std::memory_order_relaxed) == nobodys && take(word)) return true;
        pause_processor();
    }
    return false;
}

void wait(std::atomic<std::uint32_t>& word) {
    while (word.exchange(waited_for, std::memory_order_acquire) != nobodys)
        sleep_on_private(word, waited_for, deadline::never());
}

// The owner alone writes these; another thread that reads the owner reads somebody else's number.
bool enter_again(LPCRITICAL_SECTION section, HANDLE self) {
    if (owner_of(section).load(std::memory_order_relaxed) != self) return false;
    ++section->RecursionCount;
    return true;
}

void become_owner(LPCRITICAL_SECTION section, HANDLE self) {
    owner_of(section).store(self, std::memory_order_relaxed);
    section->RecursionCount = 1;
}

}  // namespace

BOOL WINAPI InitializeCriticalSectionEx(LPCRITICAL_SECTION lpCriticalSection, DWORD dwSpinCount,
                                        DWORD) {
    // Windows keeps flags of its own in the upper bits.
    *lpCriticalSection = {nullptr, -1, 0, nullptr, nullptr, dwSpinCount & 0x00FFFFFF};
    return TRUE;
}

BOOL WINAPI InitializeCriticalSectionAndSpinCount(LPCRITICAL_SECTION lpCriticalSection,
                                                  DWORD dwSpinCount) {
    return InitializeCriticalSectionEx(lpCriticalSection, dwSpinCount, 0);
}

void WINAPI InitializeCriticalSection(LPCRITICAL_SECTION lpCriticalSection) {
    InitializeCriticalSectionEx(lpCriticalSection, 0, 0);
}

DWORD WINAPI SetCriticalSectionSpinCount(LPCRITICAL_SECTION lpCriticalSection, DWORD dwSpinCount) {
    const ULONG_PTR before = lpCriticalSection->SpinCount;
    lpCriticalSection->SpinCount = dwSpinCount & 0x00FFFFFF;
    return static_cast<DWORD>(before);
}

void WINAPI EnterCriticalSection(LPCRITICAL_SECTION lpCriticalSection) {
    auto* const self = this_thread_as_owner();
    auto& word = word_of(lpCriticalSection);
    if (!take(word)) {
        if (enter_again(lpCriticalSection, self)) return;
        if (!spin(word, lpCriticalSection->SpinCount)) wait(word);
    }
    become_owner(lpCriticalSection, self);
}

BOOL WINAPI TryEnterCriticalSection(LPCRITICAL_SECTION lpCriticalSection) {
    auto* const self = this_thread_as_owner();
    if (!take(word_of(lpCriticalSection))) return enter_again(lpCriticalSection, self);
    become_owner(lpCriticalSection, self);
    return TRUE;
}

void WINAPI LeaveCriticalSection(LPCRITICAL_SECTION lpCriticalSection) {
    if (--lpCriticalSection->RecursionCount > 0) return;
    owner_of(lpCriticalSection).store(nullptr, std::memory_order_relaxed);
    auto& word = word_of(lpCriticalSection);
    if (word.exchange(nobodys, std::memory_order_release) == waited_for) wake_private(word, 1);
}

void WINAPI DeleteCriticalSection(LPCRITICAL_SECTION lpCriticalSection) {
    *lpCriticalSection = {};
    lpCriticalSection->LockCount = -1;
}
