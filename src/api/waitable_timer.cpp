// SPDX-License-Identifier: MIT
#include <mapview/waitable_timer.hpp>

#include "api/named_waitable.hpp"
#include "api/or_throw.hpp"

#include <windows.h>

#include <algorithm>
#include <limits>

namespace mapview {

waitable_timer::opened waitable_timer::open_or_create(std::string_view name,
                                                      waitable_timer_spec spec,
                                                      std::error_code& ec) noexcept {
    return api::open_or_create<waitable_timer>(
        name, spec.inheritable, ec, [&](SECURITY_ATTRIBUTES* attributes, const wchar_t* wide) {
            return CreateWaitableTimerW(attributes, spec.manual_reset, wide);
        });
}

waitable_timer waitable_timer::create(std::string_view name, waitable_timer_spec spec,
                                      std::error_code& ec) noexcept {
    return api::created_alone<waitable_timer>(open_or_create(name, spec, ec), ec);
}

waitable_timer waitable_timer::open(std::string_view name, std::error_code& ec) noexcept {
    return api::open_named<waitable_timer>(name, ec, [](const wchar_t* wide) {
        return OpenWaitableTimerW(SYNCHRONIZE | TIMER_MODIFY_STATE, FALSE, wide);
    });
}

void waitable_timer::set(std::chrono::nanoseconds after, std::chrono::milliseconds period,
                         std::error_code& ec) const noexcept {
    ec.clear();
    if (period.count() < 0 || period.count() > std::numeric_limits<LONG>::max()) {
        ec = errc::invalid_parameter;
        return;
    }
    constexpr std::int64_t nanoseconds_per_step = 100;
    const std::int64_t time = std::max<std::int64_t>(after.count(), 0);
    LARGE_INTEGER due;
    due.QuadPart = -(time / nanoseconds_per_step + (time % nanoseconds_per_step != 0 ? 1 : 0));
    if (!SetWaitableTimer(native_handle(), &due, static_cast<LONG>(period.count()), nullptr,
                          nullptr, FALSE))
        ec = api::last_error();
}

void waitable_timer::cancel(std::error_code& ec) const noexcept {
    ec.clear();
    if (!CancelWaitableTimer(native_handle())) ec = api::last_error();
}

bool waitable_timer::wait(timeout most, std::error_code& ec) const noexcept {
    return wait_for(most, ec) == outcome::ready;
}

waitable_timer waitable_timer::create(std::string_view name, waitable_timer_spec spec) {
    return api::or_throw("create timer", name,
                         [&](std::error_code& ec) { return create(name, spec, ec); });
}

waitable_timer waitable_timer::open(std::string_view name) {
    return api::or_throw("open timer", name, [&](std::error_code& ec) { return open(name, ec); });
}

waitable_timer::opened waitable_timer::open_or_create(std::string_view name,
                                                      waitable_timer_spec spec) {
    return api::or_throw("open or create timer", name,
                         [&](std::error_code& ec) { return open_or_create(name, spec, ec); });
}

void waitable_timer::set(std::chrono::nanoseconds after, std::chrono::milliseconds period) const {
    api::or_throw("set timer", {}, [&](std::error_code& ec) { set(after, period, ec); });
}

void waitable_timer::cancel() const {
    api::or_throw("cancel timer", {}, [&](std::error_code& ec) { cancel(ec); });
}

bool waitable_timer::wait(timeout most) const {
    return api::or_throw("wait for timer", {}, [&](std::error_code& ec) { return wait(most, ec); });
}

}  // namespace mapview
