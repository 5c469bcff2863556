// SPDX-License-Identifier: MIT
#include "kernel/program_file.hpp"
#include "win32/handle_value.hpp"
#include "win32/last_error.hpp"

#include <windows.h>

using mapview::kernel::status;
using mapview::win32::guarded;
using mapview::win32::handle_of;
using mapview::win32::number_of;
using mapview::win32::report;

HANDLE WINAPI MapviewHandleOfDescriptor(int descriptor) {
    const status entered = guarded([&] { return mapview::kernel::enter_program_file(descriptor); });
    return report(entered) ? handle_of(descriptor) : nullptr;
}

int WINAPI MapviewDescriptorOfHandle(HANDLE handle) {
    int descriptor = -1;
    report(guarded([&] {
        descriptor = mapview::kernel::descriptor_of_file(number_of(handle));
        return descriptor >= 0 ? status::success : status::invalid_handle;
    }));
    return descriptor;
}
