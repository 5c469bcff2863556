// SPDX-License-Identifier: MIT
#include <mapview/semaphore.hpp>

#include "api/named_waitable.hpp"
#include "api/or_throw.hpp"

#include <windows.h>

#include <limits>

namespace mapview {
namespace {

constexpr timeout no_time = std::chrono::milliseconds(0);
constexpr std::uint32_t most = std::numeric_limits<LONG>::max();

}  // namespace

semaphore::opened semaphore::open_or_create(std::string_view name, semaphore_spec spec,
                                            std::error_code& ec) noexcept {
    if (spec.count > most || spec.maximum > most) {
        ec = errc::invalid_parameter;
        return {};
    }
    return api::open_or_create<semaphore>(
        name, spec.inheritable, ec, [&](SECURITY_ATTRIBUTES* attributes, const wchar_t* wide) {
            return CreateSemaphoreW(attributes, static_cast<LONG>(spec.count),
                                    static_cast<LONG>(spec.maximum), wide);
        });
}

semaphore semaphore::create(std::string_view name, semaphore_spec spec,
                            std::error_code& ec) noexcept {
    return api::created_alone<semaphore>(open_or_create(name, spec, ec), ec);
}

semaphore semaphore::open(std::string_view name, std::error_code& ec) noexcept {
    return api::open_named<semaphore>(name, ec, [](const wchar_t* wide) {
        return OpenSemaphoreW(SYNCHRONIZE | SEMAPHORE_MODIFY_STATE, FALSE, wide);
    });
}

std::uint32_t semaphore::release(std::uint32_t count, std::error_code& ec) const noexcept {
    ec.clear();
    if (count > most) {
        ec = errc::too_many_posts;
        return 0;
    }
    LONG previous = 0;
    if (!ReleaseSemaphore(native_handle(), static_cast<LONG>(count), &previous))
        ec = api::last_error();
    return static_cast<std::uint32_t>(previous);
}

bool semaphore::try_acquire_for(timeout time, std::error_code& ec) const noexcept {
    return wait_for(time, ec) == outcome::ready;
}

bool semaphore::try_acquire(std::error_code& ec) const noexcept {
    return try_acquire_for(no_time, ec);
}

void semaphore::acquire(std::error_code& ec) const noexcept {
    try_acquire_for(forever, ec);
}

semaphore semaphore::create(std::string_view name, semaphore_spec spec) {
    return api::or_throw("create semaphore", name,
                         [&](std::error_code& ec) { return create(name, spec, ec); });
}

semaphore semaphore::open(std::string_view name) {
    return api::or_throw("open semaphore", name,
                         [&](std::error_code& ec) { return open(name, ec); });
}

semaphore::opened semaphore::open_or_create(std::string_view name, semaphore_spec spec) {
    return api::or_throw("open or create semaphore", name,
                         [&](std::error_code& ec) { return open_or_create(name, spec, ec); });
}

std::uint32_t semaphore::release(std::uint32_t count) const {
    return api::or_throw("release semaphore", {},
                         [&](std::error_code& ec) { return release(count, ec); });
}

bool semaphore::try_acquire_for(timeout time) const {
    return api::or_throw("acquire semaphore", {},
                         [&](std::error_code& ec) { return try_acquire_for(time, ec); });
}

bool semaphore::try_acquire() const {
    return try_acquire_for(no_time);
}

void semaphore::acquire() const {
    try_acquire_for(forever);
}

}  // namespace mapview
