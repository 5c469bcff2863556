// SPDX-License-Identifier: MIT
#include <mapview/view.hpp>

#include "api/last_error.hpp"
#include "api/or_throw.hpp"

#include <windows.h>

namespace mapview {

template <class Byte>
void basic_view<Byte>::flush() const {
    api::or_throw("flush view", {}, [&](std::error_code& ec) { flush(ec); });
}

template <class Byte>
void basic_view<Byte>::flush(std::error_code& ec) const noexcept {
    ec.clear();
    if (!FlushViewOfFile(data(), size())) ec = api::last_error();
}

template <class Byte>
void basic_view<Byte>::unmap() noexcept {
    if (*this) UnmapViewOfFile(data());
    bytes_ = {};
}

// The export of the class's members hangs on these on Windows, on the declarations on Linux.
template class basic_view<std::byte>;
template class basic_view<const std::byte>;

}  // namespace mapview
