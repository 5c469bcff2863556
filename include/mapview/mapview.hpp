// mapview/mapview.hpp - everything the library offers on every system.
// SPDX-License-Identifier: MIT
#pragma once

#include <mapview/error.hpp>
#include <mapview/section.hpp>
#include <mapview/view.hpp>
