// kernel/wait.hpp - waiting on one object, for any of several, for all of several.
// SPDX-License-Identifier: MIT
#pragma once

#include "kernel/deadline.hpp"
#include "kernel/status.hpp"
#include "kernel/wait_cell.hpp"

#include <cstddef>
#include <cstdint>
#include <span>

namespace mapview::kernel {

struct sleeping_place;

inline constexpr std::size_t most_waitables = 64;

struct wait_result {
    enum class end : std::uint8_t { satisfied, abandoned, timed_out, failed };
    end how = end::failed;
    std::uint8_t index = 0;  ///< of the object that satisfied a wait for any
    status why = status::success;
};

/// How long a wait may take: milliseconds, 0 only looks; `endless` never ends by itself.
inline constexpr std::uint32_t endless = 0xFFFFFFFF;

/// Takes the object, or sleeps until it can be had. no_system_resources where this thread owns as
/// many mutexes as the kernel can bury, mutant_limit where it owns this one too often.
wait_result wait_one(const waitable& object, std::uint32_t milliseconds) noexcept;

/// Takes the first object of the row that can be had, and no other. A word of this process that
/// changes, `alarm`, ends the wait as if its time were over, without a last look; with it there are
/// fewer than most_waitables objects.
wait_result wait_any(std::span<const waitable> objects, std::uint32_t milliseconds,
                     const sleeping_place* alarm = nullptr) noexcept;

/// Takes all objects at one instant, or none. `abandoned` where one of them was. invalid_parameter
/// where one object comes twice.
wait_result wait_all(std::span<const waitable> objects, std::uint32_t milliseconds) noexcept;

}  // namespace mapview::kernel
