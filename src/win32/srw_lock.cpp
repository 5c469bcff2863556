// SPDX-License-Identifier: MIT
#include "kernel/shared_lock.hpp"

#include <windows.h>

namespace {

using mapview::kernel::shared_lock;

static_assert(sizeof(SRWLOCK) == sizeof(shared_lock));

shared_lock& lock_of(PSRWLOCK lock) {
    return *reinterpret_cast<shared_lock*>(lock);
}

}  // namespace

void WINAPI InitializeSRWLock(PSRWLOCK SRWLock) {
    *SRWLock = SRWLOCK_INIT;
}

void WINAPI AcquireSRWLockExclusive(PSRWLOCK SRWLock) {
    lock_of(SRWLock).lock();
}

void WINAPI AcquireSRWLockShared(PSRWLOCK SRWLock) {
    lock_of(SRWLock).lock_shared();
}

BOOLEAN WINAPI TryAcquireSRWLockExclusive(PSRWLOCK SRWLock) {
    return lock_of(SRWLock).try_lock();
}

BOOLEAN WINAPI TryAcquireSRWLockShared(PSRWLOCK SRWLock) {
    return lock_of(SRWLock).try_lock_shared();
}

void WINAPI ReleaseSRWLockExclusive(PSRWLOCK SRWLock) {
    lock_of(SRWLock).unlock();
}

void WINAPI ReleaseSRWLockShared(PSRWLOCK SRWLock) {
    lock_of(SRWLock).unlock_shared();
}
