// SPDX-License-Identifier: MIT
#include <mapview/event.hpp>

#include "api/named_waitable.hpp"
#include "api/or_throw.hpp"

#include <windows.h>

namespace mapview {

event::opened event::open_or_create(std::string_view name, event_spec spec,
                                    std::error_code& ec) noexcept {
    return api::open_or_create<event>(
        name, spec.inheritable, ec, [&](SECURITY_ATTRIBUTES* attributes, const wchar_t* wide) {
            return CreateEventW(attributes, spec.manual_reset, spec.set, wide);
        });
}

event event::create(std::string_view name, event_spec spec, std::error_code& ec) noexcept {
    return api::created_alone<event>(open_or_create(name, spec, ec), ec);
}

event event::open(std::string_view name, std::error_code& ec) noexcept {
    return api::open_named<event>(name, ec, [](const wchar_t* wide) {
        return OpenEventW(SYNCHRONIZE | EVENT_MODIFY_STATE, FALSE, wide);
    });
}

void event::set(std::error_code& ec) const noexcept {
    ec.clear();
    if (!SetEvent(native_handle())) ec = api::last_error();
}

void event::reset(std::error_code& ec) const noexcept {
    ec.clear();
    if (!ResetEvent(native_handle())) ec = api::last_error();
}

bool event::wait(timeout most, std::error_code& ec) const noexcept {
    return wait_for(most, ec) == outcome::ready;
}

event event::create(std::string_view name, event_spec spec) {
    return api::or_throw("create event", name,
                         [&](std::error_code& ec) { return create(name, spec, ec); });
}

event event::open(std::string_view name) {
    return api::or_throw("open event", name, [&](std::error_code& ec) { return open(name, ec); });
}

event::opened event::open_or_create(std::string_view name, event_spec spec) {
    return api::or_throw("open or create event", name,
                         [&](std::error_code& ec) { return open_or_create(name, spec, ec); });
}

void event::set() const {
    api::or_throw("set event", {}, [&](std::error_code& ec) { set(ec); });
}

void event::reset() const {
    api::or_throw("reset event", {}, [&](std::error_code& ec) { reset(ec); });
}

bool event::wait(timeout most) const {
    return api::or_throw("wait for event", {}, [&](std::error_code& ec) { return wait(most, ec); });
}

}  // namespace mapview
