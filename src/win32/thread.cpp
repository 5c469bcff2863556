// SPDX-License-Identifier: MIT
#include "kernel/thread.hpp"

#include "kernel/process.hpp"
#include "kernel/robust_list.hpp"
#include "win32/handle_value.hpp"
#include "win32/last_error.hpp"

#include <windows.h>

namespace {

using namespace mapview::win32;
using mapview::kernel::status;

bool is_this_thread(HANDLE handle) {
    return handle == GetCurrentThread();
}

// Of the first thread of another process its handle knows no more than of the process.
status first_thread_id(int number, DWORD needed, DWORD& id) {
    pid_t process = 0;
    const status found = mapview::kernel::process_id(number, needed, true, process);
    id = static_cast<DWORD>(process);
    return found;
}

}  // namespace

HANDLE WINAPI GetCurrentThread() {
    return reinterpret_cast<HANDLE>(LONG_PTR{-2});
}

DWORD WINAPI GetCurrentThreadId() {
    return mapview::kernel::this_thread().id;
}

HANDLE WINAPI CreateThread(LPSECURITY_ATTRIBUTES lpThreadAttributes, SIZE_T dwStackSize,
                           LPTHREAD_START_ROUTINE lpStartAddress, LPVOID lpParameter,
                           DWORD dwCreationFlags, LPDWORD lpThreadId) {
    constexpr DWORD defined = CREATE_SUSPENDED | STACK_SIZE_PARAM_IS_A_RESERVATION;
    int handle = -1;
    DWORD id = 0;
    const status result = guarded([&] {
        if ((dwCreationFlags & ~defined) != 0) return status::invalid_parameter;
        return mapview::kernel::start_thread(
            {.routine = lpStartAddress,
             .argument = lpParameter,
             .stack_size = dwStackSize,
             .suspended = (dwCreationFlags & CREATE_SUSPENDED) != 0,
             .inheritable = lpThreadAttributes != nullptr && lpThreadAttributes->bInheritHandle},
            handle, id);
    });
    if (!report(result)) return nullptr;
    if (lpThreadId != nullptr) *lpThreadId = id;
    return handle_of(handle);
}

void WINAPI ExitThread(DWORD dwExitCode) {
    mapview::kernel::exit_thread(dwExitCode);
}

BOOL WINAPI TerminateThread(HANDLE hThread, DWORD dwExitCode) {
    if (is_this_thread(hThread)) ExitThread(dwExitCode);
    bool self = false;
    const status result = guarded([&] {
        return mapview::kernel::cancel_thread(number_of(hThread), THREAD_TERMINATE, dwExitCode,
                                              self);
    });
    if (self) ExitThread(dwExitCode);
    return report(result);
}

BOOL WINAPI GetExitCodeThread(HANDLE hThread, LPDWORD lpExitCode) {
    if (is_this_thread(hThread)) {
        *lpExitCode = mapview::kernel::still_active;
        return TRUE;
    }
    constexpr DWORD needed = THREAD_QUERY_LIMITED_INFORMATION;
    const int number = number_of(hThread);
    return report(guarded([&] {
        const status found = mapview::kernel::thread_exit_code(number, needed, *lpExitCode);
        if (found != status::invalid_handle) return found;
        return mapview::kernel::process_exit_code(number, needed, true, *lpExitCode);
    }));
}

DWORD WINAPI GetThreadId(HANDLE Thread) {
    if (is_this_thread(Thread)) return GetCurrentThreadId();
    constexpr DWORD needed = THREAD_QUERY_LIMITED_INFORMATION;
    DWORD id = 0;
    const status result = guarded([&] {
        const status found = mapview::kernel::thread_id(number_of(Thread), needed, id);
        if (found != status::invalid_handle) return found;
        return first_thread_id(number_of(Thread), needed, id);
    });
    return report(result) ? id : 0;
}

DWORD WINAPI ResumeThread(HANDLE hThread) {
    DWORD before = 0;
    if (is_this_thread(hThread)) return before;
    const status result = guarded([&] {
        const status found =
            mapview::kernel::resume_thread(number_of(hThread), THREAD_SUSPEND_RESUME, before);
        if (found != status::invalid_handle) return found;
        DWORD id = 0;  // a process is never begun suspended
        return first_thread_id(number_of(hThread), THREAD_SUSPEND_RESUME, id);
    });
    return report(result) ? before : static_cast<DWORD>(-1);
}
