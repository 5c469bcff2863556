// SPDX-License-Identifier: MIT
#include "kernel/wait.hpp"

#include "kernel/event.hpp"
#include "kernel/mutex.hpp"
#include "kernel/process_wait.hpp"
#include "kernel/semaphore.hpp"
#include "kernel/sleep.hpp"
#include "win32/waitable.hpp"

#include <algorithm>
#include <array>
#include <span>

namespace {

using namespace mapview::win32;
using mapview::kernel::known_waitable;
using mapview::kernel::rights;
using mapview::kernel::status;
using mapview::kernel::wait_kind;
using mapview::kernel::wait_result;
using mapview::kernel::waitable;
using mapview::kernel::with_held_waitable;
using mapview::kernel::with_waitable;

static_assert(INFINITE == mapview::kernel::endless);
static_assert(MAXIMUM_WAIT_OBJECTS == mapview::kernel::most_waitables);

DWORD answer(const wait_result& result) {
    switch (result.how) {
        case wait_result::end::satisfied: return WAIT_OBJECT_0 + result.index;
        case wait_result::end::abandoned: return WAIT_ABANDONED_0 + result.index;
        case wait_result::end::timed_out: return WAIT_TIMEOUT;
        case wait_result::end::failed: break;
    }
    report(result.why);
    return WAIT_FAILED;
}

wait_result failure(status why) {
    return {wait_result::end::failed, 0, why};
}

wait_result wait_for_several(std::span<const HANDLE> handles, bool all, DWORD milliseconds) {
    std::array<int, MAXIMUM_WAIT_OBJECTS> numbers;
    std::ranges::transform(handles, numbers.begin(), number_of);
    wait_result result;
    const status done = guarded([&] {
        result =
            mapview::kernel::wait_for_handles({numbers.data(), handles.size()}, all, milliseconds);
        return status::success;
    });
    return done == status::success ? result : failure(done);
}

wait_result wait_for(HANDLE handle, DWORD milliseconds) {
    wait_result result;
    if (is_pseudo_handle(handle)) {  // who waits has not ended, so the time must pass
        mapview::kernel::sleep_for(milliseconds);
        return {wait_result::end::timed_out};
    }
    const status found = guarded([&] {
        return with_waitable(number_of(handle), SYNCHRONIZE, [&](const known_waitable& known) {
            result = mapview::kernel::wait_one(known.object, milliseconds);
            return status::success;
        });
    });
    if (found == status::invalid_handle) return wait_for_several({&handle, 1}, false, milliseconds);
    return found == status::success ? result : failure(found);
}

rights needed_to_signal(wait_kind kind) {
    return mapview::kernel::is_event(kind) || kind == wait_kind::semaphore
               ? mapview::kernel::right::modify_state
               : 0;
}

status signal(const waitable& object) {
    switch (object.kind) {
        case wait_kind::mutex: return mapview::kernel::release_mutex(object);
        case wait_kind::semaphore: {
            std::uint32_t previous = 0;
            return mapview::kernel::release_semaphore(object, 1, previous);
        }
        case wait_kind::auto_event:
        case wait_kind::manual_event: mapview::kernel::set_event(object); break;
        case wait_kind::thread:
        case wait_kind::auto_timer:
        case wait_kind::manual_timer: return status::invalid_handle;
    }
    return status::success;
}

// What is no waitable object is invalid_handle; the rights depend on its kind.
status signal(int number) {
    return with_waitable(number, 0, [](const known_waitable& found) {
        const rights needed = needed_to_signal(found.object.kind);
        if ((found.granted & needed) != needed) return status::access_denied;
        return signal(found.object);
    });
}

}  // namespace

DWORD WINAPI WaitForSingleObject(HANDLE hHandle, DWORD dwMilliseconds) {
    return answer(wait_for(hHandle, dwMilliseconds));
}

// Nothing here queues asynchronous procedure calls, so an alertable wait is like any other.
DWORD WINAPI WaitForSingleObjectEx(HANDLE hHandle, DWORD dwMilliseconds, BOOL) {
    return answer(wait_for(hHandle, dwMilliseconds));
}

DWORD WINAPI WaitForMultipleObjects(DWORD nCount, const HANDLE* lpHandles, BOOL bWaitAll,
                                    DWORD dwMilliseconds) {
    if (nCount == 0 || nCount > MAXIMUM_WAIT_OBJECTS)
        return answer(failure(status::invalid_parameter));
    return answer(wait_for_several({lpHandles, nCount}, bWaitAll != FALSE, dwMilliseconds));
}

DWORD WINAPI WaitForMultipleObjectsEx(DWORD nCount, const HANDLE* lpHandles, BOOL bWaitAll,
                                      DWORD dwMilliseconds, BOOL) {
    return WaitForMultipleObjects(nCount, lpHandles, bWaitAll, dwMilliseconds);
}

DWORD WINAPI SignalObjectAndWait(HANDLE hObjectToSignal, HANDLE hObjectToWaitOn,
                                 DWORD dwMilliseconds, BOOL) {
    wait_result result;
    status done = guarded([&] {
        // What is waited for must be in order before anything is signaled.
        return with_held_waitable(
            number_of(hObjectToWaitOn), SYNCHRONIZE, [&](const known_waitable& known) {
                const status signaled = signal(number_of(hObjectToSignal));
                if (signaled != status::success) return signaled;
                result = mapview::kernel::wait_one(known.object, dwMilliseconds);
                return status::success;
            });
    });
    if (done == status::invalid_handle &&
        mapview::kernel::is_process(number_of(hObjectToWaitOn), SYNCHRONIZE)) {
        done = guarded([&] { return signal(number_of(hObjectToSignal)); });
        if (done == status::success) result = wait_for(hObjectToWaitOn, dwMilliseconds);
    }
    return answer(done == status::success ? result : failure(done));
}
