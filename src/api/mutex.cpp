// SPDX-License-Identifier: MIT
#include <mapview/mutex.hpp>

#include "api/named_waitable.hpp"
#include "api/or_throw.hpp"

#include <windows.h>

namespace mapview {
namespace {

constexpr timeout no_time = std::chrono::milliseconds(0);

}  // namespace

mutex::opened mutex::open_or_create(std::string_view name, mutex_spec spec,
                                    std::error_code& ec) noexcept {
    return api::open_or_create<mutex>(name, spec.inheritable, ec,
                                      [&](SECURITY_ATTRIBUTES* attributes, const wchar_t* wide) {
                                          return CreateMutexW(attributes, spec.owned, wide);
                                      });
}

mutex mutex::create(std::string_view name, mutex_spec spec, std::error_code& ec) noexcept {
    return api::created_alone<mutex>(open_or_create(name, spec, ec), ec);
}

mutex mutex::open(std::string_view name, std::error_code& ec) noexcept {
    return api::open_named<mutex>(name, ec, [](const wchar_t* wide) {
        return OpenMutexW(SYNCHRONIZE | MUTEX_MODIFY_STATE, FALSE, wide);
    });
}

bool mutex::try_lock_for(timeout most, std::error_code& ec) noexcept {
    const outcome how = wait_for(most, ec);
    if (how == outcome::timed_out) return false;
    abandoned_ = how == outcome::abandoned;
    return true;
}

bool mutex::try_lock(std::error_code& ec) noexcept {
    return try_lock_for(no_time, ec);
}

void mutex::lock(std::error_code& ec) noexcept {
    try_lock_for(forever, ec);
}

void mutex::unlock(std::error_code& ec) noexcept {
    ec.clear();
    if (!ReleaseMutex(native_handle())) ec = api::last_error();
}

mutex mutex::create(std::string_view name, mutex_spec spec) {
    return api::or_throw("create mutex", name,
                         [&](std::error_code& ec) { return create(name, spec, ec); });
}

mutex mutex::open(std::string_view name) {
    return api::or_throw("open mutex", name, [&](std::error_code& ec) { return open(name, ec); });
}

mutex::opened mutex::open_or_create(std::string_view name, mutex_spec spec) {
    return api::or_throw("open or create mutex", name,
                         [&](std::error_code& ec) { return open_or_create(name, spec, ec); });
}

bool mutex::try_lock_for(timeout most) {
    return api::or_throw("lock mutex", {},
                         [&](std::error_code& ec) { return try_lock_for(most, ec); });
}

bool mutex::try_lock() {
    return try_lock_for(no_time);
}

void mutex::lock() {
    try_lock_for(forever);
}

void mutex::unlock() {
    api::or_throw("unlock mutex", {}, [&](std::error_code& ec) { unlock(ec); });
}

}  // namespace mapview
