// SPDX-License-Identifier: MIT
#include <mapview/wait.hpp>

#include "api/last_error.hpp"
#include "api/or_throw.hpp"

#include <windows.h>

#include <algorithm>
#include <array>

namespace mapview {
namespace {

static_assert(most_waitables == MAXIMUM_WAIT_OBJECTS);

wait_result wait(waitables objects, BOOL all, timeout most, std::error_code& ec) noexcept {
    ec.clear();
    if (objects.empty() || objects.size() > most_waitables) {
        ec = errc::invalid_parameter;
        return {};
    }
    std::array<HANDLE, most_waitables> handles;
    std::ranges::transform(objects, handles.begin(),
                           [](waitable_ref one) { return one.get().native_handle(); });
    const auto count = static_cast<DWORD>(objects.size());
    const DWORD answer = WaitForMultipleObjects(count, handles.data(), all, most.milliseconds());
    if (answer == WAIT_FAILED) ec = api::last_error();
    if (answer == WAIT_FAILED || answer == WAIT_TIMEOUT) return {};
    if (answer >= WAIT_ABANDONED_0) return {outcome::abandoned, answer - WAIT_ABANDONED_0};
    return {outcome::ready, answer - WAIT_OBJECT_0};
}

}  // namespace

wait_result wait_any(waitables objects, timeout most, std::error_code& ec) noexcept {
    return wait(objects, FALSE, most, ec);
}

wait_result wait_all(waitables objects, timeout most, std::error_code& ec) noexcept {
    return wait(objects, TRUE, most, ec);
}

wait_result wait_any(waitables objects, timeout most) {
    return api::or_throw("wait for any", {},
                         [&](std::error_code& ec) { return wait_any(objects, most, ec); });
}

wait_result wait_all(waitables objects, timeout most) {
    return api::or_throw("wait for all", {},
                         [&](std::error_code& ec) { return wait_all(objects, most, ec); });
}

}  // namespace mapview
