// SPDX-License-Identifier: MIT
#include "win32/account.hpp"
#include "win32/last_error.hpp"
#include "win32/path.hpp"

#include <windows.h>

#include <sddl.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <initializer_list>
#include <string>

namespace {

using mapview::kernel::status;
using mapview::win32::guarded;
using mapview::win32::report;

BOOL fail(DWORD error) {
    SetLastError(error);
    return FALSE;
}

SID* parts_of(PSID sid) {
    return static_cast<SID*>(sid);
}

struct well_known_sid {
    WELL_KNOWN_SID_TYPE type;
    BYTE authority;
    BYTE count;
    std::array<DWORD, 2> parts;
};

// https://learn.microsoft.com/windows/win32/secauthz/well-known-sids
constexpr auto well_known_sids = std::to_array<well_known_sid>({
    {WinNullSid, 0, 1, {0}},
    {WinWorldSid, 1, 1, {0}},
    {WinLocalSid, 2, 1, {0}},
    {WinCreatorOwnerSid, 3, 1, {0}},
    {WinCreatorGroupSid, 3, 1, {1}},
    {WinNetworkSid, 5, 1, {2}},
    {WinBatchSid, 5, 1, {3}},
    {WinInteractiveSid, 5, 1, {4}},
    {WinServiceSid, 5, 1, {6}},
    {WinAnonymousSid, 5, 1, {7}},
    {WinSelfSid, 5, 1, {10}},
    {WinAuthenticatedUserSid, 5, 1, {11}},
    {WinRestrictedCodeSid, 5, 1, {12}},
    {WinLocalSystemSid, 5, 1, {18}},
    {WinLocalServiceSid, 5, 1, {19}},
    {WinNetworkServiceSid, 5, 1, {20}},
    {WinBuiltinAdministratorsSid, 5, 2, {32, 544}},
    {WinBuiltinUsersSid, 5, 2, {32, 545}},
    {WinBuiltinGuestsSid, 5, 2, {32, 546}},
    {WinBuiltinPowerUsersSid, 5, 2, {32, 547}},
    {WinLowLabelSid, 16, 1, {0x1000}},
    {WinMediumLabelSid, 16, 1, {0x2000}},
    {WinHighLabelSid, 16, 1, {0x3000}},
    {WinSystemLabelSid, 16, 1, {0x4000}},
});

mapview::win32::sid_bytes bytes_of(const well_known_sid& known) {
    if (known.count == 1) return mapview::win32::make_sid(known.authority, {known.parts[0]});
    return mapview::win32::make_sid(known.authority, {known.parts[0], known.parts[1]});
}

std::string text_of(PSID sid) {
    std::uint64_t authority = 0;
    for (const BYTE part : parts_of(sid)->IdentifierAuthority.Value)
        authority = authority << 8 | part;
    std::string text = "S-1-";
    if (authority >> 32 == 0) {
        text += std::to_string(authority);
    } else {
        text += "0x";
        for (int shift = 44; shift >= 0; shift -= 4)
            text += "0123456789abcdef"[authority >> shift & 0xF];
    }
    for (BYTE i = 0; i < parts_of(sid)->SubAuthorityCount; ++i)
        text += '-' + std::to_string(*GetSidSubAuthority(sid, i));
    return text;
}

template <class Character>
BOOL convert_to_text(PSID sid, Character** text) {
    if (text == nullptr) return fail(ERROR_INVALID_PARAMETER);
    if (!IsValidSid(sid)) return fail(ERROR_INVALID_SID);
    return report(guarded([&] {
        const auto made = mapview::win32::text_for(text_of(sid), Character{});
        const std::size_t size = (made.size() + 1) * sizeof(Character);
        void* const copy = std::malloc(size);  // for LocalFree
        if (copy == nullptr) return status::not_enough_memory;
        std::memcpy(copy, made.c_str(), size);
        *text = static_cast<Character*>(copy);
        return status::success;
    }));
}

}  // namespace

BOOL WINAPI IsValidSid(PSID pSid) {
    return pSid != nullptr && parts_of(pSid)->Revision == SID_REVISION &&
           parts_of(pSid)->SubAuthorityCount <= SID_MAX_SUB_AUTHORITIES;
}

BOOL WINAPI EqualSid(PSID pSid1, PSID pSid2) {
    return IsValidSid(pSid1) && IsValidSid(pSid2) && GetLengthSid(pSid1) == GetLengthSid(pSid2) &&
           std::memcmp(pSid1, pSid2, GetLengthSid(pSid1)) == 0;
}

BOOL WINAPI EqualPrefixSid(PSID pSid1, PSID pSid2) {
    if (!IsValidSid(pSid1) || !IsValidSid(pSid2)) return FALSE;
    const BYTE count = parts_of(pSid1)->SubAuthorityCount;
    if (count != parts_of(pSid2)->SubAuthorityCount) return FALSE;
    return std::memcmp(pSid1, pSid2, GetSidLengthRequired(count == 0 ? count : count - 1)) == 0;
}

DWORD WINAPI GetSidLengthRequired(UCHAR nSubAuthorityCount) {
    return static_cast<DWORD>(offsetof(SID, SubAuthority) + nSubAuthorityCount * sizeof(DWORD));
}

DWORD WINAPI GetLengthSid(PSID pSid) {
    return GetSidLengthRequired(parts_of(pSid)->SubAuthorityCount);
}

BOOL WINAPI CopySid(DWORD nDestinationSidLength, PSID pDestinationSid, PSID pSourceSid) {
    if (!IsValidSid(pSourceSid)) return fail(ERROR_INVALID_SID);
    const DWORD length = GetLengthSid(pSourceSid);
    if (nDestinationSidLength < length) return fail(ERROR_INSUFFICIENT_BUFFER);
    std::memmove(pDestinationSid, pSourceSid, length);
    return TRUE;
}

BOOL WINAPI InitializeSid(PSID Sid, PSID_IDENTIFIER_AUTHORITY pIdentifierAuthority,
                          BYTE nSubAuthorityCount) {
    if (nSubAuthorityCount > SID_MAX_SUB_AUTHORITIES) return fail(ERROR_INVALID_PARAMETER);
    std::memset(Sid, 0, GetSidLengthRequired(nSubAuthorityCount));
    parts_of(Sid)->Revision = SID_REVISION;
    parts_of(Sid)->SubAuthorityCount = nSubAuthorityCount;
    parts_of(Sid)->IdentifierAuthority = *pIdentifierAuthority;
    return TRUE;
}

BOOL WINAPI AllocateAndInitializeSid(PSID_IDENTIFIER_AUTHORITY pIdentifierAuthority,
                                     BYTE nSubAuthorityCount, DWORD nSubAuthority0,
                                     DWORD nSubAuthority1, DWORD nSubAuthority2,
                                     DWORD nSubAuthority3, DWORD nSubAuthority4,
                                     DWORD nSubAuthority5, DWORD nSubAuthority6,
                                     DWORD nSubAuthority7, PSID* pSid) {
    const std::array parts{nSubAuthority0, nSubAuthority1, nSubAuthority2, nSubAuthority3,
                           nSubAuthority4, nSubAuthority5, nSubAuthority6, nSubAuthority7};
    if (nSubAuthorityCount > parts.size()) return fail(ERROR_INVALID_SID);
    PSID const made = std::malloc(GetSidLengthRequired(nSubAuthorityCount));
    if (made == nullptr) return fail(ERROR_NOT_ENOUGH_MEMORY);
    InitializeSid(made, pIdentifierAuthority, nSubAuthorityCount);
    std::copy_n(parts.begin(), nSubAuthorityCount, GetSidSubAuthority(made, 0));
    *pSid = made;
    return TRUE;
}

PVOID WINAPI FreeSid(PSID pSid) {
    std::free(pSid);
    return nullptr;
}

PSID_IDENTIFIER_AUTHORITY WINAPI GetSidIdentifierAuthority(PSID pSid) {
    return &parts_of(pSid)->IdentifierAuthority;
}

PDWORD WINAPI GetSidSubAuthority(PSID pSid, DWORD nSubAuthority) {
    return parts_of(pSid)->SubAuthority + nSubAuthority;
}

PUCHAR WINAPI GetSidSubAuthorityCount(PSID pSid) {
    return &parts_of(pSid)->SubAuthorityCount;
}

BOOL WINAPI CreateWellKnownSid(WELL_KNOWN_SID_TYPE WellKnownSidType, PSID DomainSid, PSID pSid,
                               DWORD* cbSid) {
    if (cbSid == nullptr || (DomainSid != nullptr && !IsValidSid(DomainSid)))
        return fail(ERROR_INVALID_PARAMETER);
    const auto* const known =
        std::ranges::find(well_known_sids, WellKnownSidType, &well_known_sid::type);
    if (known == well_known_sids.end()) return fail(ERROR_INVALID_PARAMETER);
    const DWORD room = *cbSid;
    *cbSid = GetSidLengthRequired(known->count);
    if (room < *cbSid) return fail(ERROR_INSUFFICIENT_BUFFER);
    if (pSid == nullptr) return fail(ERROR_INVALID_PARAMETER);
    return report(guarded([&] {
        std::memcpy(pSid, bytes_of(*known).data(), *cbSid);
        return status::success;
    }));
}

BOOL WINAPI IsWellKnownSid(PSID pSid, WELL_KNOWN_SID_TYPE WellKnownSidType) {
    const auto* const known =
        std::ranges::find(well_known_sids, WellKnownSidType, &well_known_sid::type);
    if (known == well_known_sids.end() || !IsValidSid(pSid)) return FALSE;
    bool same = false;
    report(guarded([&] {
        same = mapview::win32::same_sid(pSid, bytes_of(*known));
        return status::success;
    }));
    return same ? TRUE : FALSE;
}

BOOL WINAPI ConvertSidToStringSidA(PSID Sid, LPSTR* StringSid) {
    return convert_to_text(Sid, StringSid);
}

// The W functions for either size of wchar_t: see MAPVIEW_WIDE.

MAPVIEW_WIN32 BOOL ConvertSidToStringSidW_utf16(PSID sid, char16_t** text) {
    return convert_to_text(sid, text);
}

MAPVIEW_WIN32 BOOL ConvertSidToStringSidW_utf32(PSID sid, char32_t** text) {
    return convert_to_text(sid, text);
}
