// SPDX-License-Identifier: MIT
#include <windows.h>

#include <algorithm>
#include <cstddef>
#include <cstring>

namespace {

BOOL fail(DWORD error) {
    SetLastError(error);
    return FALSE;
}

constexpr std::size_t sid_at = offsetof(ACCESS_ALLOWED_ACE, SidStart);

BYTE* begin_of(PACL list) {
    return reinterpret_cast<BYTE*>(list) + sizeof(ACL);
}

BYTE* end_of(PACL list) {
    return reinterpret_cast<BYTE*>(list) + list->AclSize;
}

ACE_HEADER* header_at(BYTE* at) {
    return reinterpret_cast<ACE_HEADER*>(at);
}

// The entry of a number, or the place behind the last one; null where an entry leaves the list.
BYTE* entry_of(PACL list, DWORD number) {
    BYTE* at = begin_of(list);
    for (DWORD i = 0; i < std::min<DWORD>(number, list->AceCount); ++i) {
        const auto room = static_cast<std::size_t>(end_of(list) - at);
        if (room < sizeof(ACE_HEADER) || header_at(at)->AceSize < sizeof(ACE_HEADER) ||
            header_at(at)->AceSize > room)
            return nullptr;
        at += header_at(at)->AceSize;
    }
    return at;
}

// Of a kind that is laid out as ACCESS_ALLOWED_ACE, an entry holds a whole account.
bool is_whole(BYTE* entry) {
    const BYTE type = header_at(entry)->AceType;
    if (type != ACCESS_ALLOWED_ACE_TYPE && type != ACCESS_DENIED_ACE_TYPE &&
        type != SYSTEM_AUDIT_ACE_TYPE && type != SYSTEM_MANDATORY_LABEL_ACE_TYPE)
        return true;
    const std::size_t size = header_at(entry)->AceSize;
    PSID const sid = entry + sid_at;
    return size >= sid_at + GetSidLengthRequired(0) && IsValidSid(sid) &&
           size >= sid_at + GetLengthSid(sid);
}

bool is_revision(DWORD revision) {
    return revision >= ACL_REVISION && revision <= ACL_REVISION_DS;
}

// Makes room before an entry.
BYTE* insert_room(PACL list, BYTE* before, std::size_t size) {
    BYTE* const end = entry_of(list, list->AceCount);
    if (static_cast<std::size_t>(end_of(list) - end) < size) return nullptr;
    std::memmove(before + size, before, static_cast<std::size_t>(end - before));
    return before;
}

BOOL add_entry(PACL list, DWORD revision, DWORD flags, DWORD rights, PSID sid, BYTE type) {
    if (!IsValidSid(sid)) return fail(ERROR_INVALID_SID);
    if (list->AclRevision > ACL_REVISION_DS || revision > ACL_REVISION_DS)
        return fail(ERROR_REVISION_MISMATCH);
    if (!IsValidAcl(list)) return fail(ERROR_INVALID_ACL);
    const DWORD length = GetLengthSid(sid);
    const std::size_t size = sid_at + length;
    BYTE* const at = insert_room(list, entry_of(list, list->AceCount), size);
    if (at == nullptr) return fail(ERROR_ALLOTTED_SPACE_EXCEEDED);
    *header_at(at) = {type, static_cast<BYTE>(flags), static_cast<WORD>(size)};
    std::memcpy(at + sizeof(ACE_HEADER), &rights, sizeof rights);
    std::memcpy(at + sid_at, sid, length);
    ++list->AceCount;
    list->AclRevision = std::max(list->AclRevision, static_cast<BYTE>(revision));
    return TRUE;
}

}  // namespace

BOOL WINAPI InitializeAcl(PACL pAcl, DWORD nAclLength, DWORD dwAclRevision) {
    constexpr DWORD longest = 0xFFFF;
    if (!is_revision(dwAclRevision)) return fail(ERROR_INVALID_PARAMETER);
    if (nAclLength < sizeof(ACL)) return fail(ERROR_INSUFFICIENT_BUFFER);
    if (nAclLength > longest) return fail(ERROR_INVALID_PARAMETER);
    *pAcl = {static_cast<BYTE>(dwAclRevision), 0, static_cast<WORD>(nAclLength), 0, 0};
    return TRUE;
}

BOOL WINAPI IsValidAcl(PACL pAcl) {
    if (pAcl == nullptr || !is_revision(pAcl->AclRevision) || pAcl->AclSize < sizeof(ACL) ||
        entry_of(pAcl, pAcl->AceCount) == nullptr)
        return FALSE;
    BYTE* at = begin_of(pAcl);
    for (DWORD i = 0; i < pAcl->AceCount; ++i) {
        if (!is_whole(at)) return FALSE;
        at += header_at(at)->AceSize;
    }
    return TRUE;
}

BOOL WINAPI GetAclInformation(PACL pAcl, LPVOID pAclInformation, DWORD nAclInformationLength,
                              ACL_INFORMATION_CLASS dwAclInformationClass) {
    if (!IsValidAcl(pAcl)) return fail(ERROR_INVALID_PARAMETER);
    if (dwAclInformationClass == AclRevisionInformation) {
        const ACL_REVISION_INFORMATION told{pAcl->AclRevision};
        if (nAclInformationLength < sizeof told) return fail(ERROR_INSUFFICIENT_BUFFER);
        std::memcpy(pAclInformation, &told, sizeof told);
        return TRUE;
    }
    if (dwAclInformationClass != AclSizeInformation) return fail(ERROR_INVALID_PARAMETER);
    const BYTE* const end = entry_of(pAcl, pAcl->AceCount);
    const auto free = static_cast<DWORD>(end_of(pAcl) - end);
    const ACL_SIZE_INFORMATION told{pAcl->AceCount, pAcl->AclSize - free, free};
    if (nAclInformationLength < sizeof told) return fail(ERROR_INSUFFICIENT_BUFFER);
    std::memcpy(pAclInformation, &told, sizeof told);
    return TRUE;
}

BOOL WINAPI AddAccessAllowedAceEx(PACL pAcl, DWORD dwAceRevision, DWORD AceFlags, DWORD AccessMask,
                                  PSID pSid) {
    return add_entry(pAcl, dwAceRevision, AceFlags, AccessMask, pSid, ACCESS_ALLOWED_ACE_TYPE);
}

BOOL WINAPI AddAccessDeniedAceEx(PACL pAcl, DWORD dwAceRevision, DWORD AceFlags, DWORD AccessMask,
                                 PSID pSid) {
    return add_entry(pAcl, dwAceRevision, AceFlags, AccessMask, pSid, ACCESS_DENIED_ACE_TYPE);
}

BOOL WINAPI AddAccessAllowedAce(PACL pAcl, DWORD dwAceRevision, DWORD AccessMask, PSID pSid) {
    return AddAccessAllowedAceEx(pAcl, dwAceRevision, 0, AccessMask, pSid);
}

BOOL WINAPI AddAccessDeniedAce(PACL pAcl, DWORD dwAceRevision, DWORD AccessMask, PSID pSid) {
    return AddAccessDeniedAceEx(pAcl, dwAceRevision, 0, AccessMask, pSid);
}

BOOL WINAPI GetAce(PACL pAcl, DWORD dwAceIndex, LPVOID* pAce) {
    if (dwAceIndex >= pAcl->AceCount) return fail(ERROR_INVALID_PARAMETER);
    BYTE* const at = entry_of(pAcl, dwAceIndex);
    if (at == nullptr) return fail(ERROR_INVALID_ACL);
    *pAce = at;
    return TRUE;
}

BOOL WINAPI DeleteAce(PACL pAcl, DWORD dwAceIndex) {
    if (!IsValidAcl(pAcl) || dwAceIndex >= pAcl->AceCount) return fail(ERROR_INVALID_PARAMETER);
    BYTE* const at = entry_of(pAcl, dwAceIndex);
    BYTE* const next = at + header_at(at)->AceSize;
    BYTE* const end = entry_of(pAcl, pAcl->AceCount);
    std::memmove(at, next, static_cast<std::size_t>(end - next));
    --pAcl->AceCount;
    return TRUE;
}
