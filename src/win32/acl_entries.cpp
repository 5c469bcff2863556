// SPDX-License-Identifier: MIT
#include "kernel/status.hpp"
#include "win32/account.hpp"
#include "win32/last_error.hpp"
#include "win32/mode_list.hpp"
#include "win32/path.hpp"

#include <windows.h>

#include <aclapi.h>
#include <strings.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>

namespace {

using mapview::kernel::status;
using mapview::win32::bytes_of_sid;
using mapview::win32::guarded;
using mapview::win32::list_entry;
using mapview::win32::sid_bytes;

// The A and both kinds of W structures differ only in what the name points to.
struct wanted_entry {
    EXPLICIT_ACCESS_A entry;
    sid_bytes sid;
};

template <class Character>
status find_sid(const TRUSTEE_A& trustee, sid_bytes& sid) {
    if (trustee.TrusteeForm == TRUSTEE_IS_SID) {
        if (!IsValidSid(trustee.ptstrName)) return status::invalid_parameter;
        sid = bytes_of_sid(trustee.ptstrName);
        return status::success;
    }
    if (trustee.TrusteeForm != TRUSTEE_IS_NAME) return status::not_supported;
    if (trustee.ptstrName == nullptr) return status::invalid_parameter;
    const std::string name =
        mapview::win32::bytes_of(reinterpret_cast<const Character*>(trustee.ptstrName));
    if (::strcasecmp(name.c_str(), "CURRENT_USER") == 0) {
        sid = mapview::win32::sid_of_user(::geteuid());
        return status::success;
    }
    const auto found = mapview::win32::find_account(name);
    if (!found) return status::no_such_account;
    sid = found->sid;
    return status::success;
}

bool is_own_entry(const list_entry& entry, const sid_bytes& sid) {
    return (entry.flags & INHERITED_ACE) == 0 && entry.sid == sid;
}

// One that is to be granted joins the old entry of the same account, as on Windows, or goes before
// those that grant already; before inherited ones in any case.
void grant(std::vector<list_entry>& entries, list_entry added) {
    const auto same = std::ranges::find_if(entries, [&](const list_entry& entry) {
        return is_own_entry(entry, added.sid) && entry.type == added.type &&
               entry.flags == added.flags;
    });
    if (same != entries.end()) {
        same->rights |= added.rights;
        return;
    }
    const auto behind = std::ranges::find_if(entries, [](const list_entry& entry) {
        return entry.type == ACCESS_ALLOWED_ACE_TYPE || (entry.flags & INHERITED_ACE) != 0;
    });
    entries.insert(behind, std::move(added));
}

// What stays of the old entries keeps its order, on which the rights depend.
status merge(const std::vector<wanted_entry>& wanted, std::vector<list_entry>& entries) {
    for (const list_entry& entry : entries)
        if (entry.type != ACCESS_DENIED_ACE_TYPE && entry.type != ACCESS_ALLOWED_ACE_TYPE)
            return status::not_supported;
    for (const wanted_entry& each : wanted) {
        const EXPLICIT_ACCESS_A& entry = each.entry;
        const sid_bytes& sid = each.sid;
        const auto flags = static_cast<BYTE>(entry.grfInheritance & VALID_INHERIT_FLAGS);
        const ACCESS_MODE mode = entry.grfAccessMode;
        if (mode == SET_ACCESS || mode == REVOKE_ACCESS)
            std::erase_if(entries, [&](const list_entry& had) { return is_own_entry(had, sid); });
        const DWORD rights = entry.grfAccessPermissions;
        if (mode == SET_ACCESS || mode == GRANT_ACCESS)
            grant(entries, {ACCESS_ALLOWED_ACE_TYPE, flags, rights, sid});
        else if (mode == DENY_ACCESS)
            entries.insert(entries.begin(), {ACCESS_DENIED_ACE_TYPE, flags, rights, sid});
        else if (mode != REVOKE_ACCESS)
            return mode == SET_AUDIT_SUCCESS || mode == SET_AUDIT_FAILURE
                       ? status::not_supported
                       : status::invalid_parameter;
    }
    return status::success;
}

template <class Character>
DWORD set_entries(ULONG count, const EXPLICIT_ACCESS_A* given, PACL old, PACL* made) {
    return static_cast<DWORD>(guarded([&] {
        if (made == nullptr) return status::invalid_parameter;
        *made = nullptr;
        if (count == 0 && old == nullptr) return status::success;
        if (count != 0 && given == nullptr) return status::invalid_parameter;
        if (old != nullptr && !IsValidAcl(old)) return status::invalid_list;
        std::vector<wanted_entry> wanted;
        for (ULONG i = 0; i < count; ++i) {
            wanted_entry each{given[i], {}};
            const status found = find_sid<Character>(given[i].Trustee, each.sid);
            if (found != status::success) return found;
            wanted.push_back(std::move(each));
        }
        std::vector<list_entry> entries = mapview::win32::entries_of(old);
        const status merged = merge(wanted, entries);
        if (merged != status::success) return merged;
        const std::vector<BYTE> list = mapview::win32::make_list(entries);
        if (list.empty()) return status::invalid_parameter;
        void* const copy = std::malloc(list.size());  // for LocalFree
        if (copy == nullptr) return status::not_enough_memory;
        std::memcpy(copy, list.data(), list.size());
        *made = static_cast<PACL>(copy);
        return status::success;
    }));
}

template <class Trustee>
void build_trustee(Trustee* trustee, TRUSTEE_FORM form, void* name) {
    *trustee = {};
    trustee->TrusteeForm = form;
    trustee->ptstrName = static_cast<decltype(trustee->ptstrName)>(name);
}

template <class Access>
void build_access(Access* access, void* name, DWORD rights, ACCESS_MODE mode, DWORD inheritance) {
    access->grfAccessPermissions = rights;
    access->grfAccessMode = mode;
    access->grfInheritance = inheritance;
    build_trustee(&access->Trustee, TRUSTEE_IS_NAME, name);
}

}  // namespace

DWORD WINAPI SetEntriesInAclA(ULONG cCountOfExplicitEntries,
                              PEXPLICIT_ACCESS_A pListOfExplicitEntries, PACL OldAcl,
                              PACL* NewAcl) {
    return set_entries<char>(cCountOfExplicitEntries, pListOfExplicitEntries, OldAcl, NewAcl);
}

void WINAPI BuildTrusteeWithSidA(PTRUSTEE_A pTrustee, PSID pSid) {
    build_trustee(pTrustee, TRUSTEE_IS_SID, pSid);
}

void WINAPI BuildTrusteeWithSidW(PTRUSTEE_W pTrustee, PSID pSid) {
    build_trustee(pTrustee, TRUSTEE_IS_SID, pSid);
}

void WINAPI BuildTrusteeWithNameA(PTRUSTEE_A pTrustee, LPSTR pName) {
    build_trustee(pTrustee, TRUSTEE_IS_NAME, pName);
}

void WINAPI BuildTrusteeWithNameW(PTRUSTEE_W pTrustee, LPWSTR pName) {
    build_trustee(pTrustee, TRUSTEE_IS_NAME, pName);
}

void WINAPI BuildExplicitAccessWithNameA(PEXPLICIT_ACCESS_A pExplicitAccess, LPSTR pTrusteeName,
                                         DWORD AccessPermissions, ACCESS_MODE AccessMode,
                                         DWORD Inheritance) {
    build_access(pExplicitAccess, pTrusteeName, AccessPermissions, AccessMode, Inheritance);
}

void WINAPI BuildExplicitAccessWithNameW(PEXPLICIT_ACCESS_W pExplicitAccess, LPWSTR pTrusteeName,
                                         DWORD AccessPermissions, ACCESS_MODE AccessMode,
                                         DWORD Inheritance) {
    build_access(pExplicitAccess, pTrusteeName, AccessPermissions, AccessMode, Inheritance);
}

// The W function for either size of wchar_t: see MAPVIEW_WIDE.

MAPVIEW_WIN32 DWORD SetEntriesInAclW_utf16(ULONG count, EXPLICIT_ACCESS_A* given, PACL old,
                                           PACL* made) {
    return set_entries<char16_t>(count, given, old, made);
}

MAPVIEW_WIN32 DWORD SetEntriesInAclW_utf32(ULONG count, EXPLICIT_ACCESS_A* given, PACL old,
                                           PACL* made) {
    return set_entries<char32_t>(count, given, old, made);
}
