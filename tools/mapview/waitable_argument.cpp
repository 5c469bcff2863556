// SPDX-License-Identifier: MIT
#include "waitable_argument.hpp"

#include "failure.hpp"

#include <fmt/format.h>

#include <utility>

namespace tool {
namespace {

/// Opens the name as this kind; false where it is of another one.
template <class Kind>
bool open_as(const std::string& name, std::string_view action, any_waitable& result) {
    std::error_code ec;
    auto object = Kind::open(name, ec);
    if (ec == mapview::errc::wrong_type) return false;
    if (ec) throw mapview::error(ec, action, name);
    result = std::move(object);
    return true;
}

}  // namespace

any_waitable open_waitable(const std::string& name, std::string_view action) {
    any_waitable result;
    if (open_as<mapview::event>(name, action, result) ||
        open_as<mapview::semaphore>(name, action, result) ||
        open_as<mapview::mutex>(name, action, result) ||
        open_as<mapview::waitable_timer>(name, action, result))
        return result;
    throw failure(fmt::format("{} '{}': it is no event, semaphore, mutex or timer", action, name));
}

const mapview::waitable& as_waitable(const any_waitable& object) {
    return *std::visit([](const mapview::waitable& one) { return &one; }, object);
}

}  // namespace tool
