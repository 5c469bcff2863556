// SPDX-License-Identifier: MIT
#include "kernel/wait_kind.hpp"

#include <algorithm>
#include <array>

namespace mapview::kernel {
namespace {

constexpr std::array<std::string_view, 7> types{
    "event-auto", "event-manual", "mutex", "semaphore", "thread", "timer-auto", "timer-manual"};

}  // namespace

std::string_view type_of_waitable(wait_kind kind) noexcept {
    return types[static_cast<std::size_t>(kind)];
}

std::optional<wait_kind> waitable_of_type(std::string_view type) noexcept {
    const auto found = std::ranges::find(types, type);
    if (found == types.end()) return std::nullopt;
    return static_cast<wait_kind>(found - types.begin());
}

}  // namespace mapview::kernel
