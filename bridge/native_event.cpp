// SPDX-License-Identifier: MIT
#include "bridge/native_event.hpp"

#include "bridge/listed_name.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <vector>

namespace mapview::bridge {
namespace {

std::optional<object_info> find(const std::string& name) {
    auto found = find_object(listed_name(name));
    if (!found || found->kind != "event" || !found->waitable) return std::nullopt;
    return found;
}

std::optional<holder> other_holder(const object_info& object) {
    const auto is_other = [](const holder& one) { return one.pid != ::getpid(); };
    const auto other = std::ranges::find_if(object.holders, is_other);
    return other == object.holders.end() ? std::nullopt : std::optional(*other);
}

bool has(const holder& one, const object_info& object) {
    struct stat its {};
    struct stat known {};
    const auto path = "/proc/" + std::to_string(one.pid) + "/fd/" + std::to_string(one.descriptor);
    return ::stat(path.c_str(), &its) == 0 && ::stat(object.path.c_str(), &known) == 0 &&
           its.st_dev == known.st_dev && its.st_ino == known.st_ino;
}

}  // namespace

std::optional<bool> native_event::manual_reset() const {
    const auto found = find(name_);
    return found ? std::optional(found->waitable->manual_reset) : std::nullopt;
}

std::optional<bool> native_event::manual_reset_of_others() {
    const auto found = find(name_);
    if (!found) return std::nullopt;
    if (!other_holder(*found) && !(daemon_ && has(*daemon_, *found))) {
        std::vector<object_info> one{*found};
        add_copies(one);
        daemon_ = other_holder(one.front());
        if (!daemon_) return std::nullopt;
    }
    return found->waitable->manual_reset;
}

std::string kind_of_event(bool manual_reset) {
    return manual_reset ? "manual-reset" : "auto-reset";
}

}  // namespace mapview::bridge
