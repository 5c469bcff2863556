// SPDX-License-Identifier: MIT
#include "win32/account.hpp"
#include "win32/caller_buffer.hpp"
#include "win32/last_error.hpp"
#include "win32/path.hpp"

#include <windows.h>

#include <cstring>

namespace {

using mapview::kernel::status;
using mapview::win32::find_account;
using mapview::win32::guarded;
using mapview::win32::report;
using mapview::win32::text_for;

struct told_text {
    bool fits;
    DWORD size;  // or the room that it needs
};

template <class Character>
told_text tell(const std::string& bytes, Character* buffer, DWORD room) {
    const auto text = text_for(bytes, Character{});
    const bool fits = buffer != nullptr && room > text.size();
    return {fits, mapview::win32::hand_over(text, buffer, room)};
}

template <class Character>
BOOL look_up_sid(const Character* system, PSID sid, Character* name, DWORD* name_size,
                 Character* domain, DWORD* domain_size, SID_NAME_USE* use) {
    return report(guarded([&] {
        if (system != nullptr && *system != 0) return status::not_supported;
        if (!IsValidSid(sid)) return status::invalid_sid;
        if (name_size == nullptr || domain_size == nullptr || use == nullptr)
            return status::invalid_parameter;
        const auto found = find_account(sid);
        if (!found) return status::no_such_account;
        const told_text own = tell(found->name, name, *name_size);
        const told_text of_domain = tell(found->domain, domain, *domain_size);
        *name_size = own.size;
        *domain_size = of_domain.size;
        if (!own.fits || !of_domain.fits) return status::insufficient_buffer;
        *use = found->use;
        return status::success;
    }));
}

template <class Character>
BOOL look_up_name(const Character* system, const Character* name, PSID sid, DWORD* sid_size,
                  Character* domain, DWORD* domain_size, SID_NAME_USE* use) {
    return report(guarded([&] {
        if (system != nullptr && *system != 0) return status::not_supported;
        if (name == nullptr || sid_size == nullptr || domain_size == nullptr || use == nullptr)
            return status::invalid_parameter;
        const auto found = find_account(mapview::win32::bytes_of(name));
        if (!found) return status::no_such_account;
        const bool fits = sid != nullptr && *sid_size >= found->sid.size();
        *sid_size = static_cast<DWORD>(found->sid.size());
        const told_text of_domain = tell(found->domain, domain, *domain_size);
        *domain_size = of_domain.size;
        if (!fits || !of_domain.fits) return status::insufficient_buffer;
        std::memcpy(sid, found->sid.data(), found->sid.size());
        *use = found->use;
        return status::success;
    }));
}

}  // namespace

BOOL WINAPI LookupAccountSidA(LPCSTR lpSystemName, PSID Sid, LPSTR Name, LPDWORD cchName,
                              LPSTR ReferencedDomainName, LPDWORD cchReferencedDomainName,
                              PSID_NAME_USE peUse) {
    return look_up_sid(lpSystemName, Sid, Name, cchName, ReferencedDomainName,
                       cchReferencedDomainName, peUse);
}

BOOL WINAPI LookupAccountNameA(LPCSTR lpSystemName, LPCSTR lpAccountName, PSID Sid, LPDWORD cbSid,
                               LPSTR ReferencedDomainName, LPDWORD cchReferencedDomainName,
                               PSID_NAME_USE peUse) {
    return look_up_name(lpSystemName, lpAccountName, Sid, cbSid, ReferencedDomainName,
                        cchReferencedDomainName, peUse);
}

// The W functions for either size of wchar_t: see MAPVIEW_WIDE.

MAPVIEW_WIN32 BOOL LookupAccountSidW_utf16(const char16_t* system, PSID sid, char16_t* name,
                                           DWORD* name_size, char16_t* domain, DWORD* domain_size,
                                           SID_NAME_USE* use) {
    return look_up_sid(system, sid, name, name_size, domain, domain_size, use);
}

MAPVIEW_WIN32 BOOL LookupAccountSidW_utf32(const char32_t* system, PSID sid, char32_t* name,
                                           DWORD* name_size, char32_t* domain, DWORD* domain_size,
                                           SID_NAME_USE* use) {
    return look_up_sid(system, sid, name, name_size, domain, domain_size, use);
}

MAPVIEW_WIN32 BOOL LookupAccountNameW_utf16(const char16_t* system, const char16_t* name, PSID sid,
                                            DWORD* sid_size, char16_t* domain, DWORD* domain_size,
                                            SID_NAME_USE* use) {
    return look_up_name(system, name, sid, sid_size, domain, domain_size, use);
}

MAPVIEW_WIN32 BOOL LookupAccountNameW_utf32(const char32_t* system, const char32_t* name, PSID sid,
                                            DWORD* sid_size, char32_t* domain, DWORD* domain_size,
                                            SID_NAME_USE* use) {
    return look_up_name(system, name, sid, sid_size, domain, domain_size, use);
}
