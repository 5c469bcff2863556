// SPDX-License-Identifier: MIT
#include "bridge/native_event.hpp"

#include "bridge/listed_name.hpp"

#include <mapview/object_list.hpp>

#include <unistd.h>

#include <algorithm>

namespace mapview::bridge {

std::optional<native_event> look_at_event(const std::string& name) {
    const auto objects = list_objects();
    const auto found = std::ranges::find(objects, listed_name(name), &object_info::name);
    if (found == objects.end() || found->kind != "event" || !found->waitable) return std::nullopt;
    return native_event{
        found->waitable->manual_reset,
        std::ranges::any_of(
            found->holders, [](int pid) { return pid != ::getpid(); }, &holder::pid)};
}

std::string kind_of_event(bool manual_reset) {
    return manual_reset ? "manual-reset" : "auto-reset";
}

}  // namespace mapview::bridge
