// Compiled for both sizes of wchar_t; see wide_unit.hpp.
// SPDX-License-Identifier: MIT
#include "crt/bounded_string.hpp"
#include "crt/wide_unit.hpp"

#include <corecrt_stdlib.h>

#include <new>

using namespace mapview::crt;

namespace {

template <class Unit>
errno_t hand_over(const std::basic_string<Unit>& text, size_t* written, Unit* to, size_t room,
                  size_t count) {
    if (to == nullptr) {
        if (written != nullptr) *written = text.size() + 1;
        return 0;
    }
    const bool all = count == _TRUNCATE || count >= text.size();
    const errno_t result =
        copy_counted(to, room, text.c_str(), all && count != _TRUNCATE ? unlimited : count);
    if (written != nullptr) *written = result == ERANGE ? 0 : length_within(to, room) + 1;
    return result;
}

template <class Unit, class Convert>
errno_t convert(size_t* written, Unit* to, size_t room, const void* from, size_t count,
                Convert&& converted) {
    if (written != nullptr) *written = 0;
    if (from == nullptr || (to == nullptr) != (room == 0)) return failed(EINVAL);
    try {
        return hand_over(converted(), written, to, room, count);
    } catch (const std::bad_alloc&) {
        return failed(ENOMEM);
    }
}

}  // namespace

errno_t wcstombs_s(size_t* written, char* to, size_t room, const wchar_t* from, size_t count) {
    return convert(written, to, room, from, count, [from] { return utf8_of(from); });
}

errno_t mbstowcs_s(size_t* written, wchar_t* to, size_t room, const char* from, size_t count) {
    return convert(written, units(to), room, from, count, [from] { return wide_of(from); });
}
