// SPDX-License-Identifier: MIT
#include "kernel/priority.hpp"

#include "kernel/process.hpp"
#include "win32/handle_value.hpp"
#include "win32/last_error.hpp"

#include <unistd.h>
#include <windows.h>

#include <algorithm>
#include <array>

namespace {

using namespace mapview::win32;
using mapview::kernel::rights;
using mapview::kernel::status;

struct priority_class {
    DWORD value;
    int nice;         // what it becomes
    int lowest_nice;  // what counts as it, besides
};

constexpr std::array classes{
    priority_class{IDLE_PRIORITY_CLASS, 19, 15},
    priority_class{BELOW_NORMAL_PRIORITY_CLASS, 8, 4},
    priority_class{NORMAL_PRIORITY_CLASS, 0, -3},
    priority_class{ABOVE_NORMAL_PRIORITY_CLASS, -5, -7},
    priority_class{HIGH_PRIORITY_CLASS, -10, -15},
    priority_class{REALTIME_PRIORITY_CLASS, -20, -20},
};

status find_process(HANDLE process, rights needed, pid_t& id) {
    if (process == GetCurrentProcess()) {
        id = ::getpid();
        return status::success;
    }
    return mapview::kernel::process_id(number_of(process), needed, false, id);
}

}  // namespace

BOOL WINAPI SetPriorityClass(HANDLE hProcess, DWORD dwPriorityClass) {
    return report(guarded([&] {
        const auto* const wanted =
            std::ranges::find(classes, dwPriorityClass, &priority_class::value);
        if (wanted == classes.end()) return status::invalid_parameter;
        pid_t id = 0;
        const status found = find_process(hProcess, PROCESS_SET_INFORMATION, id);
        return found == status::success ? mapview::kernel::set_nice(id, wanted->nice) : found;
    }));
}

DWORD WINAPI GetPriorityClass(HANDLE hProcess) {
    int nice = 0;
    const status result = guarded([&] {
        pid_t id = 0;
        const status found = find_process(hProcess, PROCESS_QUERY_LIMITED_INFORMATION, id);
        return found == status::success ? mapview::kernel::get_nice(id, nice) : found;
    });
    if (!report(result)) return 0;
    const auto* const found = std::ranges::find_if(
        classes, [&](const priority_class& one) { return nice >= one.lowest_nice; });
    return found->value;
}
