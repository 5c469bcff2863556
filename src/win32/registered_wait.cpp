// SPDX-License-Identifier: MIT
#include "win32/last_error.hpp"

#include <pthread.h>
#include <windows.h>

#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <utility>

namespace {

using mapview::kernel::status;
using mapview::win32::guarded;
using mapview::win32::report;

class owned_handle {
  public:
    owned_handle() = default;
    owned_handle(const owned_handle&) = delete;
    owned_handle& operator=(const owned_handle&) = delete;
    ~owned_handle() { close(); }
    void close() noexcept {
        if (handle_ != nullptr) CloseHandle(std::exchange(handle_, nullptr));
    }
    HANDLE get() const noexcept { return handle_; }
    HANDLE* receive() noexcept { return &handle_; }

  private:
    HANDLE handle_ = nullptr;
};

/// A wait and the thread that waits have it together. Its address is the handle.
struct registered_wait {
    WAITORTIMERCALLBACK callback = nullptr;
    void* context = nullptr;
    DWORD milliseconds = 0;
    bool only_once = false;
    owned_handle object;
    owned_handle end;  // an event: no longer registered

    // For these the lock.
    bool registered = true;
    bool waiting = true;   // the thread, which uses the handles
    DWORD running_in = 0;  // the thread whose callback has not returned
    HANDLE completion = nullptr;
};

/// All waits of the process. Who holds the lock takes no other.
struct wait_list {
    std::mutex lock;
    std::condition_variable stopped;  // a thread, waiting
    std::map<HANDLE, std::shared_ptr<registered_wait>> waits;
};

// Never destroyed: threads use it to the end.
wait_list* list = nullptr;
std::once_flag made;

// A forked child has none of the threads, so it begins without waits.
wait_list& all() {
    std::call_once(made, [] {
        list = new wait_list;
        pthread_atfork(nullptr, nullptr, [] { list = new wait_list; });
    });
    return *list;
}

bool begin_callback(registered_wait& wait) {
    const std::lock_guard guard(all().lock);
    if (wait.registered) wait.running_in = GetCurrentThreadId();
    return wait.registered;
}

// Whether there may be another one.
bool end_callback(registered_wait& wait) {
    HANDLE completion = nullptr;
    bool goes_on = false;
    {
        const std::lock_guard guard(all().lock);
        wait.running_in = 0;
        completion = std::exchange(wait.completion, nullptr);
        goes_on = wait.registered && !wait.only_once;
    }
    if (completion != nullptr) SetEvent(completion);
    return goes_on;
}

void stop_waiting(registered_wait& wait) {
    const std::lock_guard guard(all().lock);
    wait.waiting = false;
    all().stopped.notify_all();
}

DWORD WINAPI wait_and_call(LPVOID given) {
    auto* const shared = static_cast<std::shared_ptr<registered_wait>*>(given);
    const std::shared_ptr<registered_wait> wait = std::move(*shared);
    delete shared;
    const HANDLE objects[] = {wait->end.get(), wait->object.get()};
    for (;;) {
        const DWORD ended = WaitForMultipleObjects(2, objects, FALSE, wait->milliseconds);
        if (ended == WAIT_OBJECT_0 || ended == WAIT_FAILED || !begin_callback(*wait)) break;
        wait->callback(wait->context, ended == WAIT_TIMEOUT);
        if (!end_callback(*wait)) break;
    }
    stop_waiting(*wait);
    return 0;
}

// With the last error set where it fails.
bool prepare(registered_wait& wait, HANDLE object) {
    if (!DuplicateHandle(GetCurrentProcess(), object, GetCurrentProcess(), wait.object.receive(), 0,
                         FALSE, DUPLICATE_SAME_ACCESS))
        return false;
    *wait.end.receive() = CreateEventA(nullptr, FALSE, TRUE, nullptr);
    if (wait.end.get() == nullptr) return false;
    // Takes the event, and fails unless the object can be waited for as well.
    const HANDLE objects[] = {wait.end.get(), wait.object.get()};
    return WaitForMultipleObjects(2, objects, FALSE, 0) == WAIT_OBJECT_0;
}

bool start(const std::shared_ptr<registered_wait>& wait) {
    auto for_thread = std::make_unique<std::shared_ptr<registered_wait>>(wait);
    auto* const thread = CreateThread(nullptr, 0, wait_and_call, for_thread.get(), 0, nullptr);
    if (thread == nullptr) return false;
    static_cast<void>(for_thread.release());  // the thread's
    CloseHandle(thread);
    return true;
}

void enter(const std::shared_ptr<registered_wait>& wait) {
    const std::lock_guard guard(all().lock);
    all().waits.emplace(wait.get(), wait);
}

std::shared_ptr<registered_wait> take(HANDLE handle) {
    const std::lock_guard guard(all().lock);
    const auto node = all().waits.extract(handle);
    return node.empty() ? nullptr : node.mapped();
}

// Returns the thread of a callback that runs; 0 where none does.
DWORD unregister(registered_wait& wait, HANDLE completion) {
    DWORD running_in = 0;
    {
        const std::lock_guard guard(all().lock);
        wait.registered = false;
        running_in = wait.running_in;
        if (running_in != 0 && completion != INVALID_HANDLE_VALUE) wait.completion = completion;
    }
    SetEvent(wait.end.get());
    return running_in;
}

status end_wait(HANDLE handle, HANDLE completion) {
    const auto wait = take(handle);
    if (wait == nullptr) return status::invalid_handle;
    const DWORD running_in = unregister(*wait, completion);
    if (completion == INVALID_HANDLE_VALUE) {
        if (running_in == GetCurrentThreadId()) return status::io_pending;
        {
            std::unique_lock guard(all().lock);
            all().stopped.wait(guard, [&] { return !wait->waiting; });
        }
        wait->object.close();  // the thread may have the wait a little longer
        return status::success;
    }
    if (running_in != 0) return status::io_pending;
    if (completion != nullptr) SetEvent(completion);
    return status::success;
}

}  // namespace

BOOL WINAPI RegisterWaitForSingleObject(PHANDLE phNewWaitObject, HANDLE hObject,
                                        WAITORTIMERCALLBACK Callback, PVOID Context,
                                        ULONG dwMilliseconds, ULONG dwFlags) {
    constexpr ULONG defined = 0xFFFF01FF;  // the high word: how many threads a pool may have
    if (phNewWaitObject == nullptr || Callback == nullptr || (dwFlags & ~defined) != 0)
        return report(status::invalid_parameter);
    bool done = false;
    const status result = guarded([&] {
        const auto wait = std::make_shared<registered_wait>();
        wait->callback = Callback;
        wait->context = Context;
        wait->milliseconds = dwMilliseconds;
        wait->only_once = (dwFlags & WT_EXECUTEONLYONCE) != 0;
        if (!prepare(*wait, hObject)) return status::success;
        // Before there can be a callback, which may want to unregister it.
        *phNewWaitObject = wait.get();
        enter(wait);
        done = start(wait);
        if (!done) {
            take(wait.get());
            *phNewWaitObject = nullptr;
        }
        return status::success;
    });
    return report(result) && done;
}

BOOL WINAPI UnregisterWaitEx(HANDLE WaitHandle, HANDLE CompletionEvent) {
    return report(guarded([&] { return end_wait(WaitHandle, CompletionEvent); }));
}

BOOL WINAPI UnregisterWait(HANDLE WaitHandle) {
    return UnregisterWaitEx(WaitHandle, nullptr);
}
