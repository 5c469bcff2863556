// SPDX-License-Identifier: MIT
#include <process.h>
#include <windows.h>

uintptr_t _beginthreadex(void* security, unsigned stack_size, unsigned (*start)(void*),
                         void* argument, unsigned flags, unsigned* id) {
    if (start == nullptr) {
        errno = EINVAL;
        return 0;
    }
    DWORD given = 0;
    auto* const thread = CreateThread(static_cast<LPSECURITY_ATTRIBUTES>(security), stack_size,
                                      start, argument, flags, &given);
    if (thread == nullptr) {
        errno = GetLastError() == ERROR_INVALID_PARAMETER ? EINVAL : EAGAIN;
        return 0;
    }
    if (id != nullptr) *id = given;
    return reinterpret_cast<uintptr_t>(thread);
}

void _endthreadex(unsigned code) {
    ExitThread(code);
}
