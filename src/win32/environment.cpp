// SPDX-License-Identifier: MIT
#include "win32/caller_buffer.hpp"
#include "win32/last_error.hpp"
#include "win32/path.hpp"

#include <strings.h>
#include <unistd.h>
#include <windows.h>

#include <cstdlib>
#include <string>
#include <string_view>

namespace {

using mapview::kernel::status;
using mapview::win32::bytes_of;
using mapview::win32::guarded;
using mapview::win32::hand_over;
using mapview::win32::report;
using mapview::win32::text_for;

// The environment is as safe for threads as that of the system: not while one changes it.
// NOLINTBEGIN(concurrency-mt-unsafe)

// "NAME=value" of a name in this case, else in another one; null.
const char* find_entry(const std::string& name) {
    const char* found = nullptr;
    for (char** entry = environ; entry != nullptr && *entry != nullptr; ++entry) {
        if ((*entry)[0] == '\0' || std::string_view(*entry).find('=', 1) != name.size()) continue;
        if (std::string_view(*entry).starts_with(name)) return *entry;
        if (found == nullptr && ::strncasecmp(*entry, name.c_str(), name.size()) == 0)
            found = *entry;
    }
    return found;
}

template <class Character>
DWORD get(const Character* name, Character* buffer, DWORD room) {
    DWORD length = 0;
    bool found = false;
    const status result = guarded([&] {
        const std::string wanted = name == nullptr ? std::string() : bytes_of(name);
        const char* const entry = wanted.empty() ? nullptr : find_entry(wanted);
        found = entry != nullptr;
        if (found) {
            const std::string_view value = std::string_view(entry).substr(wanted.size() + 1);
            length = hand_over(text_for(value, Character{}), buffer, room);
        }
        return status::success;
    });
    if (!report(result)) return 0;
    if (!found) SetLastError(ERROR_ENVVAR_NOT_FOUND);
    return length;
}

template <class Character>
BOOL set(const Character* name, const Character* value) {
    bool found = true;
    const status result = guarded([&] {
        std::string wanted = name == nullptr ? std::string() : bytes_of(name);
        if (wanted.empty() || wanted.find('=') != wanted.npos) return status::invalid_parameter;
        const char* const entry = find_entry(wanted);
        if (entry != nullptr) wanted.assign(entry, wanted.size());
        found = entry != nullptr || value != nullptr;
        const int failed = value == nullptr ? ::unsetenv(wanted.c_str())
                                            : ::setenv(wanted.c_str(), bytes_of(value).c_str(), 1);
        return failed != 0 ? status::not_enough_memory : status::success;
    });
    if (!report(result)) return FALSE;
    if (!found) SetLastError(ERROR_ENVVAR_NOT_FOUND);
    return found ? TRUE : FALSE;
}

// NOLINTEND(concurrency-mt-unsafe)

}  // namespace

DWORD WINAPI GetEnvironmentVariableA(LPCSTR lpName, LPSTR lpBuffer, DWORD nSize) {
    return get(lpName, lpBuffer, nSize);
}

BOOL WINAPI SetEnvironmentVariableA(LPCSTR lpName, LPCSTR lpValue) {
    return set(lpName, lpValue);
}

// The W functions for either size of wchar_t: see MAPVIEW_WIDE.

MAPVIEW_WIN32 DWORD GetEnvironmentVariableW_utf16(const char16_t* name, char16_t* buffer,
                                                  DWORD room) {
    return get(name, buffer, room);
}

MAPVIEW_WIN32 DWORD GetEnvironmentVariableW_utf32(const char32_t* name, char32_t* buffer,
                                                  DWORD room) {
    return get(name, buffer, room);
}

MAPVIEW_WIN32 BOOL SetEnvironmentVariableW_utf16(const char16_t* name, const char16_t* value) {
    return set(name, value);
}

MAPVIEW_WIN32 BOOL SetEnvironmentVariableW_utf32(const char32_t* name, const char32_t* value) {
    return set(name, value);
}
