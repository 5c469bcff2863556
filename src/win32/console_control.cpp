// SPDX-License-Identifier: MIT
#include "kernel/control_signals.hpp"
#include "win32/last_error.hpp"

#include <windows.h>

namespace {

using mapview::kernel::status;
using mapview::win32::guarded;
using mapview::win32::report;

}  // namespace

BOOL WINAPI SetConsoleCtrlHandler(PHANDLER_ROUTINE HandlerRoutine, BOOL Add) {
    return report(guarded([&] {
        if (HandlerRoutine != nullptr)
            return Add ? mapview::kernel::add_control_handler(HandlerRoutine)
                       : mapview::kernel::remove_control_handler(HandlerRoutine);
        mapview::kernel::ignore_interrupts(Add != FALSE);
        return status::success;
    }));
}

BOOL WINAPI GenerateConsoleCtrlEvent(DWORD dwCtrlEvent, DWORD dwProcessGroupId) {
    return report(mapview::kernel::send_control_event(dwCtrlEvent, dwProcessGroupId));
}

HWND WINAPI GetConsoleWindow() {
    return nullptr;
}
