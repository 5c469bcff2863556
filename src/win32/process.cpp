// SPDX-License-Identifier: MIT
#include "win32/process.hpp"

#include "kernel/process.hpp"
#include "kernel/thread.hpp"
#include "win32/handle_value.hpp"
#include "win32/last_error.hpp"

#include <unistd.h>

#include <cstdio>

namespace {

using namespace mapview::win32;
using mapview::kernel::status;

bool is_this_process(HANDLE handle) {
    return handle == GetCurrentProcess();
}

// A thread that waits for input has the stream locked, and would never let go.
void write_out_streams() {
    if (::ftrylockfile(stdin) == 0) {
        ::funlockfile(stdin);
        std::fflush(nullptr);
        return;
    }
    for (FILE* const stream : {stdout, stderr}) {
        if (::ftrylockfile(stream) != 0) continue;
        ::fflush_unlocked(stream);
        ::funlockfile(stream);
    }
}

}  // namespace

namespace mapview::win32 {

kernel::rights process_rights(DWORD asked) noexcept {
    kernel::rights granted = asked & PROCESS_ALL_ACCESS;
    if ((asked & GENERIC_READ) != 0)
        granted |= READ_CONTROL | PROCESS_QUERY_INFORMATION | PROCESS_VM_READ;
    if ((asked & GENERIC_WRITE) != 0)
        granted |= READ_CONTROL | PROCESS_CREATE_PROCESS | PROCESS_CREATE_THREAD |
                   PROCESS_VM_OPERATION | PROCESS_VM_WRITE | PROCESS_DUP_HANDLE |
                   PROCESS_TERMINATE | PROCESS_SET_QUOTA | PROCESS_SET_INFORMATION;
    if ((asked & GENERIC_EXECUTE) != 0)
        granted |= READ_CONTROL | SYNCHRONIZE | PROCESS_QUERY_LIMITED_INFORMATION;
    if ((asked & (GENERIC_ALL | MAXIMUM_ALLOWED)) != 0) granted |= PROCESS_ALL_ACCESS;
    // Windows adds the limited right to the full one.
    if ((granted & PROCESS_QUERY_INFORMATION) != 0) granted |= PROCESS_QUERY_LIMITED_INFORMATION;
    return granted;
}

kernel::status require_this_process(HANDLE process, kernel::rights needed) {
    if (is_this_process(process)) return status::success;
    pid_t id = 0;
    const status found = kernel::process_id(number_of(process), needed, false, id);
    if (found != status::success) return found;
    return id == ::getpid() ? status::success : status::not_supported;
}

}  // namespace mapview::win32

HANDLE WINAPI GetCurrentProcess() {
    return reinterpret_cast<HANDLE>(LONG_PTR{-1});
}

DWORD WINAPI GetCurrentProcessId() {
    return static_cast<DWORD>(::getpid());
}

HANDLE WINAPI OpenProcess(DWORD dwDesiredAccess, BOOL bInheritHandle, DWORD dwProcessId) {
    int handle = -1;
    const status result = guarded([&] {
        return mapview::kernel::open_process(static_cast<pid_t>(dwProcessId),
                                             process_rights(dwDesiredAccess),
                                             bInheritHandle != FALSE, handle);
    });
    return report(result) ? handle_of(handle) : nullptr;
}

DWORD WINAPI GetProcessId(HANDLE Process) {
    if (is_this_process(Process)) return GetCurrentProcessId();
    pid_t id = 0;
    const status result = guarded([&] {
        return mapview::kernel::process_id(number_of(Process), PROCESS_QUERY_LIMITED_INFORMATION,
                                           false, id);
    });
    return report(result) ? static_cast<DWORD>(id) : 0;
}

BOOL WINAPI GetExitCodeProcess(HANDLE hProcess, LPDWORD lpExitCode) {
    if (is_this_process(hProcess)) {
        *lpExitCode = STILL_ACTIVE;
        return TRUE;
    }
    return report(guarded([&] {
        return mapview::kernel::process_exit_code(
            number_of(hProcess), PROCESS_QUERY_LIMITED_INFORMATION, false, *lpExitCode);
    }));
}

BOOL WINAPI TerminateProcess(HANDLE hProcess, UINT uExitCode) {
    if (is_this_process(hProcess)) ::_exit(static_cast<int>(uExitCode));
    return report(guarded([&] {
        return mapview::kernel::terminate_process(number_of(hProcess), PROCESS_TERMINATE,
                                                  uExitCode);
    }));
}

DWORD WINAPI WaitForInputIdle(HANDLE hProcess, DWORD) {
    const status result = guarded([&] {
        if (is_this_process(hProcess)) return status::success;
        pid_t id = 0;
        return mapview::kernel::process_id(number_of(hProcess), PROCESS_QUERY_INFORMATION, false,
                                           id);
    });
    if (report(result)) SetLastError(ERROR_NOT_GUI_PROCESS);
    return WAIT_FAILED;
}

void WINAPI ExitProcess(UINT uExitCode) {
    write_out_streams();
    ::_exit(static_cast<int>(uExitCode));
}
