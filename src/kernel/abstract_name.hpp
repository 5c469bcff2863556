// kernel/abstract_name.hpp - the address of a socket in no folder, which goes with its last copy.
// SPDX-License-Identifier: MIT
#pragma once

#include "kernel/fixed_text.hpp"

#include <sys/socket.h>
#include <sys/un.h>

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace mapview::kernel {

class abstract_name {
  public:
    using text = fixed_text<64>;

    abstract_name() noexcept = default;
    explicit abstract_name(const text& name) noexcept
        : length_(static_cast<socklen_t>(begin + name.view().size())) {
        address_.sun_family = AF_UNIX;
        std::ranges::copy(name.view(), address_.sun_path + 1);
    }

    const sockaddr* get() const noexcept { return reinterpret_cast<const sockaddr*>(&address_); }
    socklen_t length() const noexcept { return length_; }

    /// The name that a socket is bound to; empty where it has none, or is no socket.
    static abstract_name of(int socket) noexcept {
        abstract_name found;
        found.length_ = sizeof found.address_;
        auto* const place = reinterpret_cast<sockaddr*>(&found.address_);
        if (::getsockname(socket, place, &found.length_) != 0 ||
            found.address_.sun_family != AF_UNIX || found.length_ <= begin ||
            found.address_.sun_path[0] != '\0')
            found.length_ = 0;
        return found;
    }

    std::string_view view() const noexcept {
        if (length_ <= begin) return {};
        return {address_.sun_path + 1, length_ - begin};
    }

  private:
    static constexpr std::size_t begin = offsetof(sockaddr_un, sun_path) + 1;

    sockaddr_un address_{};
    socklen_t length_ = 0;
};

}  // namespace mapview::kernel
