// SPDX-License-Identifier: MIT
#include <mapview/waitable.hpp>

#include "api/last_error.hpp"

#include <windows.h>

namespace mapview {

static_assert(timeout::endless == INFINITE);

void waitable::close() noexcept {
    if (*this) CloseHandle(std::exchange(handle_, nullptr));
}

outcome waitable::wait_for(timeout most, std::error_code& ec) const noexcept {
    ec.clear();
    switch (WaitForSingleObject(handle_, most.milliseconds())) {
        case WAIT_OBJECT_0: return outcome::ready;
        case WAIT_ABANDONED: return outcome::abandoned;
        case WAIT_TIMEOUT: break;
        default: ec = api::last_error();
    }
    return outcome::timed_out;
}

}  // namespace mapview
