// api/or_throw.hpp - makes the throwing form of a function from its error_code form.
// SPDX-License-Identifier: MIT
#pragma once

#include <mapview/error.hpp>

#include <string_view>
#include <system_error>

namespace mapview::api {

template <class Call>
auto or_throw(std::string_view action, std::string_view name, Call&& call) {
    std::error_code ec;
    if constexpr (std::is_void_v<decltype(call(ec))>) {
        call(ec);
        if (ec) throw error(ec, action, name);
    } else {
        auto result = call(ec);
        if (ec) throw error(ec, action, name);
        return result;
    }
}

}  // namespace mapview::api
