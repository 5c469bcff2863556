// waitable_argument.hpp - an event, a mutex, a semaphore or a timer that a command line names.
// SPDX-License-Identifier: MIT
#pragma once

#include <mapview/event.hpp>
#include <mapview/mutex.hpp>
#include <mapview/semaphore.hpp>
#include <mapview/waitable_timer.hpp>

#include <string>
#include <string_view>
#include <variant>

namespace tool {

using any_waitable =
    std::variant<mapview::event, mapview::semaphore, mapview::mutex, mapview::waitable_timer>;

/// Opens what has the name, whichever of these kinds it is. Throws mapview::error, or a failure
/// where it is another kind; `action` is "wait for" or the like.
any_waitable open_waitable(const std::string& name, std::string_view action);

/// What waits take.
const mapview::waitable& as_waitable(const any_waitable& object);

}  // namespace tool
