// mapview/mapview.hpp - everything the library offers on every system.
// SPDX-License-Identifier: MIT
#pragma once

#include <mapview/error.hpp>
#include <mapview/event.hpp>
#include <mapview/mutex.hpp>
#include <mapview/section.hpp>
#include <mapview/semaphore.hpp>
#include <mapview/view.hpp>
#include <mapview/wait.hpp>
#include <mapview/waitable_timer.hpp>
