/* winnt_interlocked.h - the Interlocked functions of winnt.h, and barriers.
 * https://learn.microsoft.com/windows/win32/sync/interlocked-variable-access
 *
 * Each is one atomic step for every thread and process that sees the memory, and a full barrier
 * unless its name ends in Acquire, Release or NoFence. Of the lines below the first makes the
 * functions of 32 bits, InterlockedIncrement and so on; the others add their suffix. */
/* SPDX-License-Identifier: MIT */
#pragma once

#include <winnt.h>

#define MAPVIEW_INTERLOCKED static __inline__ __attribute__((always_inline, unused))

/* `failed`: the order where nothing was exchanged, which cannot be a release. */
#define MAPVIEW_INTERLOCKED_FAMILY(type, suffix, order, failed)                                  \
    MAPVIEW_INTERLOCKED type InterlockedIncrement##suffix(type volatile *Addend) {               \
        return __atomic_add_fetch(Addend, 1, order);                                             \
    }                                                                                            \
    MAPVIEW_INTERLOCKED type InterlockedDecrement##suffix(type volatile *Addend) {               \
        return __atomic_sub_fetch(Addend, 1, order);                                             \
    }                                                                                            \
    MAPVIEW_INTERLOCKED type InterlockedExchange##suffix(type volatile *Target, type Value) {    \
        return __atomic_exchange_n(Target, Value, order);                                        \
    }                                                                                            \
    MAPVIEW_INTERLOCKED type InterlockedExchangeAdd##suffix(type volatile *Addend, type Value) { \
        return __atomic_fetch_add(Addend, Value, order);                                         \
    }                                                                                            \
    MAPVIEW_INTERLOCKED type InterlockedAnd##suffix(type volatile *Destination, type Value) {    \
        return __atomic_fetch_and(Destination, Value, order);                                    \
    }                                                                                            \
    MAPVIEW_INTERLOCKED type InterlockedOr##suffix(type volatile *Destination, type Value) {     \
        return __atomic_fetch_or(Destination, Value, order);                                     \
    }                                                                                            \
    MAPVIEW_INTERLOCKED type InterlockedXor##suffix(type volatile *Destination, type Value) {    \
        return __atomic_fetch_xor(Destination, Value, order);                                    \
    }                                                                                            \
    MAPVIEW_INTERLOCKED type InterlockedCompareExchange##suffix(type volatile *Destination,      \
                                                                type Exchange, type Comperand) { \
        __atomic_compare_exchange_n(Destination, &Comperand, Exchange, 0, order, failed);        \
        return Comperand;                                                                        \
    }

MAPVIEW_INTERLOCKED_FAMILY(LONG, , __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST)
MAPVIEW_INTERLOCKED_FAMILY(LONG, Acquire, __ATOMIC_ACQUIRE, __ATOMIC_ACQUIRE)
MAPVIEW_INTERLOCKED_FAMILY(LONG, Release, __ATOMIC_RELEASE, __ATOMIC_RELAXED)
MAPVIEW_INTERLOCKED_FAMILY(LONG, NoFence, __ATOMIC_RELAXED, __ATOMIC_RELAXED)
MAPVIEW_INTERLOCKED_FAMILY(SHORT, 16, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST)
MAPVIEW_INTERLOCKED_FAMILY(SHORT, 16Acquire, __ATOMIC_ACQUIRE, __ATOMIC_ACQUIRE)
MAPVIEW_INTERLOCKED_FAMILY(SHORT, 16Release, __ATOMIC_RELEASE, __ATOMIC_RELAXED)
MAPVIEW_INTERLOCKED_FAMILY(SHORT, 16NoFence, __ATOMIC_RELAXED, __ATOMIC_RELAXED)
MAPVIEW_INTERLOCKED_FAMILY(LONG64, 64, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST)
MAPVIEW_INTERLOCKED_FAMILY(LONG64, 64Acquire, __ATOMIC_ACQUIRE, __ATOMIC_ACQUIRE)
MAPVIEW_INTERLOCKED_FAMILY(LONG64, 64Release, __ATOMIC_RELEASE, __ATOMIC_RELAXED)
MAPVIEW_INTERLOCKED_FAMILY(LONG64, 64NoFence, __ATOMIC_RELAXED, __ATOMIC_RELAXED)
#undef MAPVIEW_INTERLOCKED_FAMILY

MAPVIEW_INTERLOCKED PVOID InterlockedExchangePointer(PVOID volatile *Target, PVOID Value) {
    return __atomic_exchange_n(Target, Value, __ATOMIC_SEQ_CST);
}
MAPVIEW_INTERLOCKED PVOID InterlockedCompareExchangePointer(PVOID volatile *Destination,
                                                            PVOID Exchange, PVOID Comperand) {
    __atomic_compare_exchange_n(Destination, &Comperand, Exchange, 0, __ATOMIC_SEQ_CST,
                                __ATOMIC_SEQ_CST);
    return Comperand;
}

/* These return the bit as it was. */
MAPVIEW_INTERLOCKED BOOLEAN InterlockedBitTestAndSet(LONG volatile *Base, LONG Bit) {
    const LONG mask = (LONG)(1U << (Bit & 31));
    return (__atomic_fetch_or(Base, mask, __ATOMIC_SEQ_CST) & mask) != 0;
}
MAPVIEW_INTERLOCKED BOOLEAN InterlockedBitTestAndReset(LONG volatile *Base, LONG Bit) {
    const LONG mask = (LONG)(1U << (Bit & 31));
    return (__atomic_fetch_and(Base, ~mask, __ATOMIC_SEQ_CST) & mask) != 0;
}

/* On Windows the functions that the compiler has itself. */
#define _InterlockedIncrement InterlockedIncrement
#define _InterlockedIncrement16 InterlockedIncrement16
#define _InterlockedIncrement64 InterlockedIncrement64
#define _InterlockedDecrement InterlockedDecrement
#define _InterlockedDecrement16 InterlockedDecrement16
#define _InterlockedDecrement64 InterlockedDecrement64
#define InterlockedExchangeAcquire64 InterlockedExchange64Acquire
#define InterlockedCompareExchangeAcquire64 InterlockedCompareExchange64Acquire
#define _InterlockedExchange InterlockedExchange
#define _InterlockedExchange64 InterlockedExchange64
#define _InterlockedExchangeAdd InterlockedExchangeAdd
#define _InterlockedExchangeAdd64 InterlockedExchangeAdd64
#define _InterlockedExchangePointer InterlockedExchangePointer
#define _InterlockedCompareExchange InterlockedCompareExchange
#define _InterlockedCompareExchange64 InterlockedCompareExchange64
#define _InterlockedCompareExchangePointer InterlockedCompareExchangePointer
#define _InterlockedAnd InterlockedAnd
#define _InterlockedAnd64 InterlockedAnd64
#define _InterlockedOr InterlockedOr
#define _InterlockedOr64 InterlockedOr64
#define _InterlockedXor InterlockedXor
#define _InterlockedXor64 InterlockedXor64

/* For the processor and the compiler; those with an underscore for the compiler alone. */
#define MemoryBarrier() __atomic_thread_fence(__ATOMIC_SEQ_CST)
#define _ReadWriteBarrier() __atomic_signal_fence(__ATOMIC_SEQ_CST)
#define _ReadBarrier() __atomic_signal_fence(__ATOMIC_ACQUIRE)
#define _WriteBarrier() __atomic_signal_fence(__ATOMIC_RELEASE)

/* A hint inside a loop that waits for another processor. */
#if defined(__x86_64__) || defined(__i386__)
#define YieldProcessor() __builtin_ia32_pause()
#else
#define YieldProcessor() __asm__ __volatile__("yield")
#endif
