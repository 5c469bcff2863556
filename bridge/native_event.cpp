// SPDX-License-Identifier: MIT
#include "bridge/native_event.hpp"

#include "bridge/listed_name.hpp"

#include <mapview/object_list.hpp>

#include <unistd.h>

#include <algorithm>
#include <vector>

namespace mapview::bridge {
namespace {

bool others_have(const object_info& object) {
    return std::ranges::any_of(
        object.holders, [](int pid) { return pid != ::getpid(); }, &holder::pid);
}

}  // namespace

std::optional<native_event> look_at_event(const std::string& name) {
    auto objects = list_objects();
    const auto found = std::ranges::find(objects, listed_name(name), &object_info::name);
    if (found == objects.end() || found->kind != "event" || !found->waitable) return std::nullopt;
    std::vector<object_info> event{*found};
    // A daemon has it by fork alone. Asked last, for that takes long.
    if (!others_have(event.front())) add_copies(event);
    return native_event{event.front().waitable->manual_reset, others_have(event.front())};
}

std::string kind_of_event(bool manual_reset) {
    return manual_reset ? "manual-reset" : "auto-reset";
}

}  // namespace mapview::bridge
