// win32/file_time.hpp - steps of 100 nanoseconds since the year 1601.
// SPDX-License-Identifier: MIT
#pragma once

#include <windows.h>

#include <cstdint>
#include <ctime>

namespace mapview::win32 {

inline constexpr std::int64_t steps_per_second = 10'000'000;
inline constexpr std::int64_t seconds_from_1601_to_1970 = 11'644'473'600;

inline FILETIME file_time_of(std::int64_t steps) noexcept {
    return {static_cast<DWORD>(steps), static_cast<DWORD>(steps >> 32)};
}

inline std::int64_t steps_of(const FILETIME& time) noexcept {
    return static_cast<std::int64_t>(std::uint64_t{time.dwHighDateTime} << 32 | time.dwLowDateTime);
}

inline FILETIME file_time_of(const timespec& time) noexcept {
    constexpr std::int64_t nanoseconds_per_step = 100;
    return file_time_of((time.tv_sec + seconds_from_1601_to_1970) * steps_per_second +
                        time.tv_nsec / nanoseconds_per_step);
}

}  // namespace mapview::win32
