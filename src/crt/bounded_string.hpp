// crt/bounded_string.hpp - copies that know the room they have, for each kind of character.
// SPDX-License-Identifier: MIT
#pragma once

#include <corecrt_string.h>
#include <strsafe.h>

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <cstring>
#include <string>

namespace mapview::crt {

/// More than any text has; _TRUNCATE is another number.
inline constexpr std::size_t unlimited = _TRUNCATE - 1;

inline errno_t failed(errno_t number) {
    errno = number;
    return number;
}

/// The length of `text`, or `room` where there is no zero within.
template <class Unit>
std::size_t length_within(const Unit* text, std::size_t room) {
    std::size_t length = 0;
    while (length < room && text[length] != 0) ++length;
    return length;
}

/// At most `count` characters; _TRUNCATE: as many as fit.
template <class Unit>
errno_t copy_counted(Unit* to, std::size_t room, const Unit* from, std::size_t count) {
    if (to == nullptr || room == 0) return failed(EINVAL);
    if (from == nullptr) {
        to[0] = 0;
        return failed(EINVAL);
    }
    const std::size_t length = length_within(from, std::min(count, room));
    if (length == room) {
        if (count != _TRUNCATE) {
            to[0] = 0;
            return failed(ERANGE);
        }
        std::char_traits<Unit>::copy(to, from, room - 1);
        to[room - 1] = 0;
        return STRUNCATE;
    }
    std::char_traits<Unit>::copy(to, from, length);
    to[length] = 0;
    return 0;
}

template <class Unit>
errno_t copy_bounded(Unit* to, std::size_t room, const Unit* from) {
    return copy_counted(to, room, from, unlimited);
}

/// Behind the text that is there; `count` as in copy_counted.
template <class Unit>
errno_t append_bounded(Unit* to, std::size_t room, const Unit* from, std::size_t count) {
    if (to == nullptr || room == 0) return failed(EINVAL);
    const std::size_t there = length_within(to, room);
    if (there == room) {
        to[0] = 0;
        return failed(EINVAL);
    }
    const errno_t result = copy_counted(to + there, room - there, from, count);
    if (result == EINVAL || result == ERANGE) to[0] = 0;
    return result;
}

inline errno_t copy_bytes(void* to, std::size_t room, const void* from, std::size_t count) {
    if (count == 0) return 0;
    if (to == nullptr) return failed(EINVAL);
    if (from == nullptr || count > room) {
        std::memset(to, 0, room);
        return failed(from == nullptr ? EINVAL : ERANGE);
    }
    std::memmove(to, from, count);
    return 0;
}

// --- strsafe.h, which cuts

template <class Unit>
HRESULT copy_safely(Unit* to, std::size_t room, const Unit* from) {
    if (room == 0 || room > STRSAFE_MAX_CCH) return STRSAFE_E_INVALID_PARAMETER;
    return copy_counted(to, room, from, _TRUNCATE) == 0 ? S_OK : STRSAFE_E_INSUFFICIENT_BUFFER;
}

template <class Unit>
HRESULT append_safely(Unit* to, std::size_t room, const Unit* from) {
    if (room == 0 || room > STRSAFE_MAX_CCH) return STRSAFE_E_INVALID_PARAMETER;
    const std::size_t there = length_within(to, room);
    if (there == room) return STRSAFE_E_INVALID_PARAMETER;
    return copy_safely(to + there, room - there, from);
}

template <class Unit>
HRESULT measure_safely(const Unit* text, std::size_t room, std::size_t* length) {
    const bool valid = text != nullptr && room <= STRSAFE_MAX_CCH;
    const std::size_t found = valid ? length_within(text, room) : room;
    const bool ended = valid && found < room;
    if (length != nullptr) *length = ended ? found : 0;
    return ended ? S_OK : STRSAFE_E_INVALID_PARAMETER;
}

}  // namespace mapview::crt
