// SPDX-License-Identifier: MIT
#include "support/fault.hpp"

#include <windows.h>

namespace {

LONG WINAPI end_with_its_code(EXCEPTION_POINTERS* exception) {
    TerminateProcess(GetCurrentProcess(), exception->ExceptionRecord->ExceptionCode);
    return EXCEPTION_EXECUTE_HANDLER;
}

}  // namespace

void test::die_of_faults() noexcept {
    SetUnhandledExceptionFilter(end_with_its_code);
}

bool test::died_of_fault(int exit_code) noexcept {
    return static_cast<DWORD>(exit_code) == EXCEPTION_ACCESS_VIOLATION;
}
