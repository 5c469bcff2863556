// mapview/export.hpp - marks what the shared library shows to its users.
// SPDX-License-Identifier: MIT
#pragma once

#if defined(_WIN32) && defined(MAPVIEW_SHARED)
#if defined(MAPVIEW_BUILDING)
#define MAPVIEW_API __declspec(dllexport)
#else
#define MAPVIEW_API __declspec(dllimport)
#endif
#elif !defined(_WIN32)
#define MAPVIEW_API __attribute__((visibility("default")))
#else
#define MAPVIEW_API
#endif
