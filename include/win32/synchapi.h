/* synchapi.h - events, mutexes, semaphores, waitable timers, and waiting.
 * https://learn.microsoft.com/windows/win32/api/synchapi/
 *
 * Objects are shared by name, or by a handle that is inherited or duplicated. Every function is
 * thread-safe and sets the calling thread's last error as on Windows; where Linux must differ,
 * docs/differences.md says so. */
/* SPDX-License-Identifier: MIT */
#pragma once

#include <minwinbase.h>

#define INFINITE 0xFFFFFFFF
#define WAIT_TIMEOUT 258

#define CREATE_EVENT_MANUAL_RESET 0x00000001
#define CREATE_EVENT_INITIAL_SET 0x00000002
#define CREATE_MUTEX_INITIAL_OWNER 0x00000001
#define CREATE_WAITABLE_TIMER_MANUAL_RESET 0x00000001
#define CREATE_WAITABLE_TIMER_HIGH_RESOLUTION 0x00000002

/* Creating makes an object, or opens the one of that name and leaves it as it is. Returns a handle,
 * or NULL; the last error is ERROR_SUCCESS for a new object and ERROR_ALREADY_EXISTS for one that
 * existed. ERROR_INVALID_HANDLE: the name belongs to another kind of object. A names are UTF-8 and
 * have at most 259 bytes. */

MAPVIEW_WIN32 HANDLE WINAPI CreateEventA(LPSECURITY_ATTRIBUTES lpEventAttributes, BOOL bManualReset,
                                         BOOL bInitialState, LPCSTR lpName);
MAPVIEW_WIN32 HANDLE WINAPI CreateEventW(LPSECURITY_ATTRIBUTES lpEventAttributes, BOOL bManualReset,
                                         BOOL bInitialState, LPCWSTR lpName)
    MAPVIEW_WIDE(CreateEventW);
MAPVIEW_WIN32 HANDLE WINAPI CreateEventExA(LPSECURITY_ATTRIBUTES lpEventAttributes, LPCSTR lpName,
                                           DWORD dwFlags, DWORD dwDesiredAccess);
MAPVIEW_WIN32 HANDLE WINAPI CreateEventExW(LPSECURITY_ATTRIBUTES lpEventAttributes, LPCWSTR lpName,
                                           DWORD dwFlags, DWORD dwDesiredAccess)
    MAPVIEW_WIDE(CreateEventExW);
MAPVIEW_WIN32 HANDLE WINAPI OpenEventA(DWORD dwDesiredAccess, BOOL bInheritHandle, LPCSTR lpName);
MAPVIEW_WIN32 HANDLE WINAPI OpenEventW(DWORD dwDesiredAccess, BOOL bInheritHandle, LPCWSTR lpName)
    MAPVIEW_WIDE(OpenEventW);

MAPVIEW_WIN32 BOOL WINAPI SetEvent(HANDLE hEvent);
MAPVIEW_WIN32 BOOL WINAPI ResetEvent(HANDLE hEvent);
MAPVIEW_WIN32 BOOL WINAPI PulseEvent(HANDLE hEvent);

/* A mutex belongs to a thread. Should that end without a release, the next to get it learns so by
 * WAIT_ABANDONED. A thread can own 2000 at a time. */

MAPVIEW_WIN32 HANDLE WINAPI CreateMutexA(LPSECURITY_ATTRIBUTES lpMutexAttributes,
                                         BOOL bInitialOwner, LPCSTR lpName);
MAPVIEW_WIN32 HANDLE WINAPI CreateMutexW(LPSECURITY_ATTRIBUTES lpMutexAttributes,
                                         BOOL bInitialOwner, LPCWSTR lpName)
    MAPVIEW_WIDE(CreateMutexW);
MAPVIEW_WIN32 HANDLE WINAPI CreateMutexExA(LPSECURITY_ATTRIBUTES lpMutexAttributes, LPCSTR lpName,
                                           DWORD dwFlags, DWORD dwDesiredAccess);
MAPVIEW_WIN32 HANDLE WINAPI CreateMutexExW(LPSECURITY_ATTRIBUTES lpMutexAttributes, LPCWSTR lpName,
                                           DWORD dwFlags, DWORD dwDesiredAccess)
    MAPVIEW_WIDE(CreateMutexExW);
MAPVIEW_WIN32 HANDLE WINAPI OpenMutexW(DWORD dwDesiredAccess, BOOL bInheritHandle, LPCWSTR lpName)
    MAPVIEW_WIDE(OpenMutexW);

/* Needs no right. ERROR_NOT_OWNER where the calling thread does not own the mutex. */
MAPVIEW_WIN32 BOOL WINAPI ReleaseMutex(HANDLE hMutex);

MAPVIEW_WIN32 HANDLE WINAPI CreateSemaphoreW(LPSECURITY_ATTRIBUTES lpSemaphoreAttributes,
                                             LONG lInitialCount, LONG lMaximumCount, LPCWSTR lpName)
    MAPVIEW_WIDE(CreateSemaphoreW);
MAPVIEW_WIN32 HANDLE WINAPI CreateSemaphoreExW(LPSECURITY_ATTRIBUTES lpSemaphoreAttributes,
                                               LONG lInitialCount, LONG lMaximumCount,
                                               LPCWSTR lpName, DWORD dwFlags, DWORD dwDesiredAccess)
    MAPVIEW_WIDE(CreateSemaphoreExW);
MAPVIEW_WIN32 HANDLE WINAPI OpenSemaphoreW(DWORD dwDesiredAccess, BOOL bInheritHandle,
                                           LPCWSTR lpName) MAPVIEW_WIDE(OpenSemaphoreW);
MAPVIEW_WIN32 BOOL WINAPI ReleaseSemaphore(HANDLE hSemaphore, LONG lReleaseCount,
                                           LPLONG lpPreviousCount);

/* A waitable timer is signaled when it is due, and from then on every lPeriod milliseconds; 0:
 * once. *lpDueTime counts 100 nanoseconds: a time of UTC as in a FILETIME, or less than 0 for one
 * from now on, while the system does not sleep. Setting makes it not signaled. One with manual
 * reset stays signaled until it is set again, another one until a wait has taken that.
 *
 * There are no completion routines: ERROR_NOT_SUPPORTED where there shall be one. fResume or
 * WakeContext leave that as the last error of a success, for no timer wakes the system up. All are
 * of high resolution; TolerableDelay has no effect. */

typedef VOID(WINAPI *PTIMERAPCROUTINE)(LPVOID lpArgToCompletionRoutine, DWORD dwTimerLowValue,
                                       DWORD dwTimerHighValue);
MAPVIEW_WIN32 HANDLE WINAPI CreateWaitableTimerExW(LPSECURITY_ATTRIBUTES lpTimerAttributes,
                                                   LPCWSTR lpTimerName, DWORD dwFlags,
                                                   DWORD dwDesiredAccess)
    MAPVIEW_WIDE(CreateWaitableTimerExW);
MAPVIEW_WIN32 HANDLE WINAPI OpenWaitableTimerW(DWORD dwDesiredAccess, BOOL bInheritHandle,
                                               LPCWSTR lpTimerName)
    MAPVIEW_WIDE(OpenWaitableTimerW);
MAPVIEW_WIN32 BOOL WINAPI SetWaitableTimer(HANDLE hTimer, const LARGE_INTEGER *lpDueTime,
                                           LONG lPeriod, PTIMERAPCROUTINE pfnCompletionRoutine,
                                           LPVOID lpArgToCompletionRoutine, BOOL fResume);
MAPVIEW_WIN32 BOOL WINAPI SetWaitableTimerEx(HANDLE hTimer, const LARGE_INTEGER *lpDueTime,
                                             LONG lPeriod, PTIMERAPCROUTINE pfnCompletionRoutine,
                                             LPVOID lpArgToCompletionRoutine,
                                             PREASON_CONTEXT WakeContext, ULONG TolerableDelay);

/* No expiry comes any more. A timer that is signaled stays so. */
MAPVIEW_WIN32 BOOL WINAPI CancelWaitableTimer(HANDLE hTimer);

/* Waiting takes milliseconds, or INFINITE. WAIT_FAILED leaves everything as it was. */

MAPVIEW_WIN32 DWORD WINAPI WaitForSingleObject(HANDLE hHandle, DWORD dwMilliseconds);
MAPVIEW_WIN32 DWORD WINAPI WaitForSingleObjectEx(HANDLE hHandle, DWORD dwMilliseconds,
                                                 BOOL bAlertable);
MAPVIEW_WIN32 DWORD WINAPI WaitForMultipleObjects(DWORD nCount, const HANDLE *lpHandles,
                                                  BOOL bWaitAll, DWORD dwMilliseconds);
MAPVIEW_WIN32 DWORD WINAPI WaitForMultipleObjectsEx(DWORD nCount, const HANDLE *lpHandles,
                                                    BOOL bWaitAll, DWORD dwMilliseconds,
                                                    BOOL bAlertable);

/* Critical sections: mutexes of one process, owned by a thread, that often. A thread that wants one
 * looks SpinCount times before it sleeps, unless there is but one processor. */

MAPVIEW_WIN32 void WINAPI InitializeCriticalSection(LPCRITICAL_SECTION lpCriticalSection);
MAPVIEW_WIN32 BOOL WINAPI
InitializeCriticalSectionAndSpinCount(LPCRITICAL_SECTION lpCriticalSection, DWORD dwSpinCount);
#define CRITICAL_SECTION_NO_DEBUG_INFO 0x01000000
MAPVIEW_WIN32 BOOL WINAPI InitializeCriticalSectionEx(LPCRITICAL_SECTION lpCriticalSection,
                                                      DWORD dwSpinCount, DWORD Flags);
MAPVIEW_WIN32 DWORD WINAPI SetCriticalSectionSpinCount(LPCRITICAL_SECTION lpCriticalSection,
                                                       DWORD dwSpinCount);
MAPVIEW_WIN32 void WINAPI EnterCriticalSection(LPCRITICAL_SECTION lpCriticalSection);
MAPVIEW_WIN32 BOOL WINAPI TryEnterCriticalSection(LPCRITICAL_SECTION lpCriticalSection);
MAPVIEW_WIN32 void WINAPI LeaveCriticalSection(LPCRITICAL_SECTION lpCriticalSection);
MAPVIEW_WIN32 void WINAPI DeleteCriticalSection(LPCRITICAL_SECTION lpCriticalSection);

/* Slim reader/writer locks: many may have one shared, or one exclusive; not twice by one thread. */

typedef RTL_SRWLOCK SRWLOCK, *PSRWLOCK;
#define SRWLOCK_INIT RTL_SRWLOCK_INIT
MAPVIEW_WIN32 void WINAPI InitializeSRWLock(PSRWLOCK SRWLock);
MAPVIEW_WIN32 void WINAPI AcquireSRWLockExclusive(PSRWLOCK SRWLock);
MAPVIEW_WIN32 void WINAPI AcquireSRWLockShared(PSRWLOCK SRWLock);
MAPVIEW_WIN32 BOOLEAN WINAPI TryAcquireSRWLockExclusive(PSRWLOCK SRWLock);
MAPVIEW_WIN32 BOOLEAN WINAPI TryAcquireSRWLockShared(PSRWLOCK SRWLock);
MAPVIEW_WIN32 void WINAPI ReleaseSRWLockExclusive(PSRWLOCK SRWLock);
MAPVIEW_WIN32 void WINAPI ReleaseSRWLockShared(PSRWLOCK SRWLock);

/* Condition variables. A sleep lets the lock go and has it again when it returns; it may return
 * without a wake. FALSE with ERROR_TIMEOUT after that many milliseconds. */

typedef RTL_CONDITION_VARIABLE CONDITION_VARIABLE, *PCONDITION_VARIABLE;
#define CONDITION_VARIABLE_INIT RTL_CONDITION_VARIABLE_INIT
#define CONDITION_VARIABLE_LOCKMODE_SHARED RTL_CONDITION_VARIABLE_LOCKMODE_SHARED
MAPVIEW_WIN32 void WINAPI InitializeConditionVariable(PCONDITION_VARIABLE ConditionVariable);
MAPVIEW_WIN32 BOOL WINAPI SleepConditionVariableCS(PCONDITION_VARIABLE ConditionVariable,
                                                   LPCRITICAL_SECTION CriticalSection,
                                                   DWORD dwMilliseconds);
MAPVIEW_WIN32 BOOL WINAPI SleepConditionVariableSRW(PCONDITION_VARIABLE ConditionVariable,
                                                    PSRWLOCK SRWLock, DWORD dwMilliseconds,
                                                    ULONG Flags);
MAPVIEW_WIN32 void WINAPI WakeConditionVariable(PCONDITION_VARIABLE ConditionVariable);
MAPVIEW_WIN32 void WINAPI WakeAllConditionVariable(PCONDITION_VARIABLE ConditionVariable);

/* Runs InitFn in the first thread that comes; the others wait. Where it returns FALSE, so does the
 * call, and the next thread tries. What it leaves in *Context, which is the caller's and may be
 * NULL, has the low two bits clear. */

typedef RTL_RUN_ONCE INIT_ONCE, *PINIT_ONCE, *LPINIT_ONCE;
#define INIT_ONCE_STATIC_INIT RTL_RUN_ONCE_INIT
#define INIT_ONCE_CTX_RESERVED_BITS RTL_RUN_ONCE_CTX_RESERVED_BITS
typedef BOOL(WINAPI *PINIT_ONCE_FN)(PINIT_ONCE InitOnce, PVOID Parameter, PVOID *Context);
MAPVIEW_WIN32 void WINAPI InitOnceInitialize(PINIT_ONCE InitOnce);
MAPVIEW_WIN32 BOOL WINAPI InitOnceExecuteOnce(PINIT_ONCE InitOnce, PINIT_ONCE_FN InitFn,
                                              PVOID Parameter, LPVOID *Context);

/* Nothing queues asynchronous procedure calls here, so that an alertable wait or sleep ends as any
 * other does. */
MAPVIEW_WIN32 void WINAPI Sleep(DWORD dwMilliseconds);
MAPVIEW_WIN32 DWORD WINAPI SleepEx(DWORD dwMilliseconds, BOOL bAlertable);

#ifdef UNICODE
#define CreateEvent CreateEventW
#define CreateEventEx CreateEventExW
#define OpenEvent OpenEventW
#define CreateMutex CreateMutexW
#define CreateMutexEx CreateMutexExW
#define OpenMutex OpenMutexW
#define CreateSemaphore CreateSemaphoreW
#define CreateSemaphoreEx CreateSemaphoreExW
#define OpenSemaphore OpenSemaphoreW
#define CreateWaitableTimerEx CreateWaitableTimerExW
#define OpenWaitableTimer OpenWaitableTimerW
#else
#define CreateEvent CreateEventA
#define CreateEventEx CreateEventExA
#define OpenEvent OpenEventA
#define CreateMutex CreateMutexA
#define CreateMutexEx CreateMutexExA
#endif
