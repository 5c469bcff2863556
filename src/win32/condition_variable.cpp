// SPDX-License-Identifier: MIT
#include "kernel/futex.hpp"
#include "kernel/sleep_step.hpp"

#include <windows.h>

#include <atomic>
#include <cstdint>
#include <limits>

namespace {

using namespace mapview::kernel;

/// A wake is a new number of `wakes`, which no sleep that began before begins on. It costs nothing
/// while nobody sleeps.
struct condition {
    std::atomic<std::uint32_t> wakes;
    std::atomic<std::uint32_t> sleepers;
};

static_assert(sizeof(condition) == sizeof(CONDITION_VARIABLE));

condition& condition_of(PCONDITION_VARIABLE variable) {
    return *reinterpret_cast<condition*>(variable);
}

template <class Unlock, class Lock>
BOOL sleep_on(PCONDITION_VARIABLE variable, DWORD milliseconds, Unlock unlock, Lock lock) {
    condition& here = condition_of(variable);
    const deadline until = milliseconds == 0 ? deadline::after(0) : deadline_of(milliseconds);
    here.sleepers.fetch_add(1);
    const std::uint32_t seen = here.wakes.load();
    unlock();
    bool over = false;
    while (!over && here.wakes.load() == seen) over = sleep_on_private(here.wakes, seen, until);
    const bool woken = here.wakes.load() != seen;
    here.sleepers.fetch_sub(1);
    lock();
    if (!woken) SetLastError(ERROR_TIMEOUT);
    return woken;
}

void wake(PCONDITION_VARIABLE variable, int count) {
    condition& here = condition_of(variable);
    if (here.sleepers.load() == 0) return;
    here.wakes.fetch_add(1);
    wake_private(here.wakes, count);
}

}  // namespace

void WINAPI InitializeConditionVariable(PCONDITION_VARIABLE ConditionVariable) {
    *ConditionVariable = CONDITION_VARIABLE_INIT;
}

BOOL WINAPI SleepConditionVariableCS(PCONDITION_VARIABLE ConditionVariable,
                                     LPCRITICAL_SECTION CriticalSection, DWORD dwMilliseconds) {
    return sleep_on(
        ConditionVariable, dwMilliseconds, [&] { LeaveCriticalSection(CriticalSection); },
        [&] { EnterCriticalSection(CriticalSection); });
}

BOOL WINAPI SleepConditionVariableSRW(PCONDITION_VARIABLE ConditionVariable, PSRWLOCK SRWLock,
                                      DWORD dwMilliseconds, ULONG Flags) {
    const bool shared = (Flags & CONDITION_VARIABLE_LOCKMODE_SHARED) != 0;
    return sleep_on(
        ConditionVariable, dwMilliseconds,
        [&] { shared ? ReleaseSRWLockShared(SRWLock) : ReleaseSRWLockExclusive(SRWLock); },
        [&] { shared ? AcquireSRWLockShared(SRWLock) : AcquireSRWLockExclusive(SRWLock); });
}

void WINAPI WakeConditionVariable(PCONDITION_VARIABLE ConditionVariable) {
    wake(ConditionVariable, 1);
}

void WINAPI WakeAllConditionVariable(PCONDITION_VARIABLE ConditionVariable) {
    wake(ConditionVariable, std::numeric_limits<int>::max());
}
