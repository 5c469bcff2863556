// SPDX-License-Identifier: MIT
#include "win32/caller_buffer.hpp"
#include "win32/last_error.hpp"
#include "win32/letter_case.hpp"
#include "win32/path.hpp"
#include "win32/unicode.hpp"

#include <pwd.h>
#include <unistd.h>
#include <windows.h>

#include <array>
#include <climits>
#include <string>
#include <string_view>

namespace {

using mapview::kernel::status;
using mapview::win32::guarded;
using mapview::win32::hand_over;
using mapview::win32::report;
using mapview::win32::text_for;

// As Windows makes a NetBIOS name of a host's: its first part, in capital letters, cut.
std::string computer_name() {
    std::array<char, HOST_NAME_MAX + 1> host{};
    ::gethostname(host.data(), host.size() - 1);
    std::string_view rest(host.data());
    rest = rest.substr(0, rest.find('.'));
    std::string name;
    for (int i = 0; i < MAX_COMPUTERNAME_LENGTH && !rest.empty(); ++i)
        mapview::win32::append_character(
            name, mapview::win32::upper_of(mapview::win32::take_character(rest)));
    return name;
}

// The user's number where nobody knows a name for it.
std::string user_name() {
    std::string buffer(1024, '\0');
    passwd entry{};
    passwd* found = nullptr;
    constexpr std::size_t longest = 1 << 20;
    while (::getpwuid_r(::geteuid(), &entry, buffer.data(), buffer.size(), &found) == ERANGE &&
           buffer.size() < longest)
        buffer.resize(buffer.size() * 2);
    return found != nullptr ? found->pw_name : std::to_string(::geteuid());
}

// `too_small` is the error where the name does not fit; `size` says then what it needs.
template <class Character, class Name>
BOOL tell(Name&& name, Character* buffer, DWORD* size, DWORD too_small, bool with_zero) {
    bool fits = false;
    const status result = guarded([&] {
        const auto text = text_for(name(), Character{});
        fits = buffer != nullptr && *size > text.size();
        const DWORD told = hand_over(text, buffer, *size);
        *size = fits && with_zero ? told + 1 : told;
        return status::success;
    });
    if (!report(result)) return FALSE;
    if (!fits) SetLastError(too_small);
    return fits ? TRUE : FALSE;
}

template <class Character>
BOOL get_computer_name(Character* buffer, DWORD* size) {
    return tell(computer_name, buffer, size, ERROR_BUFFER_OVERFLOW, false);
}

template <class Character>
BOOL get_user_name(Character* buffer, DWORD* size) {
    return tell(user_name, buffer, size, ERROR_INSUFFICIENT_BUFFER, true);
}

}  // namespace

BOOL WINAPI GetComputerNameA(LPSTR lpBuffer, LPDWORD nSize) {
    return get_computer_name(lpBuffer, nSize);
}

BOOL WINAPI GetUserNameA(LPSTR lpBuffer, LPDWORD pcbBuffer) {
    return get_user_name(lpBuffer, pcbBuffer);
}

// The W functions for either size of wchar_t: see MAPVIEW_WIDE.

MAPVIEW_WIN32 BOOL GetComputerNameW_utf16(char16_t* buffer, DWORD* size) {
    return get_computer_name(buffer, size);
}

MAPVIEW_WIN32 BOOL GetComputerNameW_utf32(char32_t* buffer, DWORD* size) {
    return get_computer_name(buffer, size);
}

MAPVIEW_WIN32 BOOL GetUserNameW_utf16(char16_t* buffer, DWORD* size) {
    return get_user_name(buffer, size);
}

MAPVIEW_WIN32 BOOL GetUserNameW_utf32(char32_t* buffer, DWORD* size) {
    return get_user_name(buffer, size);
}
