// api/named_waitable.hpp - what making and opening events, mutexes and semaphores have in common.
// SPDX-License-Identifier: MIT
#pragma once

#include <mapview/error.hpp>

#include "api/last_error.hpp"
#include "api/wide_name.hpp"

#include <windows.h>

#include <string_view>
#include <system_error>
#include <utility>

namespace mapview::api {

/// `make` calls a Create function with the attributes and the name, which is null for none.
template <class Object, class Make>
typename Object::opened open_or_create(std::string_view name, bool inheritable, std::error_code& ec,
                                       Make make) noexcept {
    const std::wstring wide = wide_name(name, ec);
    if (ec) return {};
    SECURITY_ATTRIBUTES attributes{sizeof attributes, nullptr, inheritable ? TRUE : FALSE};
    auto* const handle = make(&attributes, wide.empty() ? nullptr : wide.c_str());
    if (handle == nullptr) {
        ec = last_error();
        return {};
    }
    const bool created = GetLastError() != ERROR_ALREADY_EXISTS;
    return {Object::from_native_handle(handle), created};
}

/// The object that the call made; where the name was taken, already_exists.
template <class Object>
Object created_alone(typename Object::opened result, std::error_code& ec) noexcept {
    if (ec) return {};
    if (result.created) return std::move(result.object);
    ec = errc::already_exists;
    return {};
}

/// `open` calls an Open function with the name.
template <class Object, class Open>
Object open_named(std::string_view name, std::error_code& ec, Open open) noexcept {
    const std::wstring wide = wide_name(name, ec);
    if (ec) return {};
    auto* const handle = open(wide.c_str());
    if (handle == nullptr) ec = last_error();
    return Object::from_native_handle(handle);
}

}  // namespace mapview::api
