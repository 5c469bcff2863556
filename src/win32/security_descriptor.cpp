// SPDX-License-Identifier: MIT
#include <windows.h>

#include <cstddef>
#include <cstdint>
#include <cstring>

namespace {

BOOL fail(DWORD error) {
    SetLastError(error);
    return FALSE;
}

SECURITY_DESCRIPTOR* absolute(PSECURITY_DESCRIPTOR descriptor) {
    return static_cast<SECURITY_DESCRIPTOR*>(descriptor);
}

// Of a descriptor in one piece: offsets from its beginning stand where the pointers would.
struct self_relative_descriptor {
    BYTE revision;
    BYTE padding;
    WORD control;
    std::uint32_t owner, group, sacl, dacl;
};

WORD control_of(PSECURITY_DESCRIPTOR descriptor) {
    return absolute(descriptor)->Control;  // at the same place in both forms
}

// An account: its place in the one form, and in the other.
PSID account_of(PSECURITY_DESCRIPTOR descriptor, PSID SECURITY_DESCRIPTOR::*place,
                std::uint32_t self_relative_descriptor::*offset) {
    if ((control_of(descriptor) & SE_SELF_RELATIVE) == 0) return absolute(descriptor)->*place;
    self_relative_descriptor piece{};
    std::memcpy(&piece, descriptor, sizeof piece);
    return piece.*offset != 0 ? static_cast<std::byte*>(descriptor) + piece.*offset : nullptr;
}

BOOL set_account(PSECURITY_DESCRIPTOR descriptor, PSID SECURITY_DESCRIPTOR::*place, PSID account,
                 BOOL defaulted, WORD bit) {
    auto* const made = absolute(descriptor);
    if (made->Revision != SECURITY_DESCRIPTOR_REVISION) return fail(ERROR_UNKNOWN_REVISION);
    if ((made->Control & SE_SELF_RELATIVE) != 0) return fail(ERROR_INVALID_SECURITY_DESCR);
    const unsigned control = made->Control & ~unsigned{bit};
    made->*place = account;
    made->Control = static_cast<WORD>(defaulted ? control | bit : control);
    return TRUE;
}

BOOL get_account(PSECURITY_DESCRIPTOR descriptor, PSID account, PSID* told, WORD bit,
                 BOOL* defaulted) {
    if (absolute(descriptor)->Revision != SECURITY_DESCRIPTOR_REVISION)
        return fail(ERROR_UNKNOWN_REVISION);
    *told = account;
    *defaulted = (control_of(descriptor) & bit) != 0;
    return TRUE;
}

PACL dacl_of(PSECURITY_DESCRIPTOR descriptor) {
    if ((control_of(descriptor) & SE_SELF_RELATIVE) == 0) return absolute(descriptor)->Dacl;
    self_relative_descriptor piece{};
    std::memcpy(&piece, descriptor, sizeof piece);
    if (piece.dacl == 0) return nullptr;
    return reinterpret_cast<PACL>(static_cast<std::byte*>(descriptor) + piece.dacl);
}

}  // namespace

BOOL WINAPI InitializeSecurityDescriptor(PSECURITY_DESCRIPTOR pSecurityDescriptor,
                                         DWORD dwRevision) {
    if (dwRevision != SECURITY_DESCRIPTOR_REVISION) return fail(ERROR_UNKNOWN_REVISION);
    *absolute(pSecurityDescriptor) = {};
    absolute(pSecurityDescriptor)->Revision = SECURITY_DESCRIPTOR_REVISION;
    return TRUE;
}

BOOL WINAPI IsValidSecurityDescriptor(PSECURITY_DESCRIPTOR pSecurityDescriptor) {
    if (pSecurityDescriptor == nullptr ||
        absolute(pSecurityDescriptor)->Revision != SECURITY_DESCRIPTOR_REVISION)
        return fail(ERROR_INVALID_SECURITY_DESCR);
    return TRUE;
}

BOOL WINAPI SetSecurityDescriptorDacl(PSECURITY_DESCRIPTOR pSecurityDescriptor, BOOL bDaclPresent,
                                      PACL pDacl, BOOL bDaclDefaulted) {
    auto* const descriptor = absolute(pSecurityDescriptor);
    if (descriptor->Revision != SECURITY_DESCRIPTOR_REVISION) return fail(ERROR_UNKNOWN_REVISION);
    if ((descriptor->Control & SE_SELF_RELATIVE) != 0) return fail(ERROR_INVALID_SECURITY_DESCR);
    unsigned control = descriptor->Control;
    if (bDaclPresent) {
        control |= SE_DACL_PRESENT;
        descriptor->Dacl = pDacl;
        constexpr unsigned defaulted = SE_DACL_DEFAULTED;
        control = bDaclDefaulted ? control | defaulted : control & ~defaulted;
    } else {
        control &= ~static_cast<unsigned>(SE_DACL_PRESENT);
    }
    descriptor->Control = static_cast<WORD>(control);
    return TRUE;
}

BOOL WINAPI GetSecurityDescriptorDacl(PSECURITY_DESCRIPTOR pSecurityDescriptor,
                                      LPBOOL lpbDaclPresent, PACL* pDacl, LPBOOL lpbDaclDefaulted) {
    if (absolute(pSecurityDescriptor)->Revision != SECURITY_DESCRIPTOR_REVISION)
        return fail(ERROR_UNKNOWN_REVISION);
    const WORD control = control_of(pSecurityDescriptor);
    *lpbDaclPresent = (control & SE_DACL_PRESENT) != 0;
    if (!*lpbDaclPresent) return TRUE;
    *pDacl = dacl_of(pSecurityDescriptor);
    *lpbDaclDefaulted = (control & SE_DACL_DEFAULTED) != 0;
    return TRUE;
}

BOOL WINAPI GetSecurityDescriptorControl(PSECURITY_DESCRIPTOR pSecurityDescriptor,
                                         PSECURITY_DESCRIPTOR_CONTROL pControl,
                                         LPDWORD lpdwRevision) {
    const DWORD revision = absolute(pSecurityDescriptor)->Revision;
    *lpdwRevision = revision;
    if (revision != SECURITY_DESCRIPTOR_REVISION) return fail(ERROR_UNKNOWN_REVISION);
    *pControl = control_of(pSecurityDescriptor);
    return TRUE;
}

BOOL WINAPI SetSecurityDescriptorOwner(PSECURITY_DESCRIPTOR pSecurityDescriptor, PSID pOwner,
                                       BOOL bOwnerDefaulted) {
    return set_account(pSecurityDescriptor, &SECURITY_DESCRIPTOR::Owner, pOwner, bOwnerDefaulted,
                       SE_OWNER_DEFAULTED);
}

BOOL WINAPI GetSecurityDescriptorOwner(PSECURITY_DESCRIPTOR pSecurityDescriptor, PSID* pOwner,
                                       LPBOOL lpbOwnerDefaulted) {
    PSID const owner = account_of(pSecurityDescriptor, &SECURITY_DESCRIPTOR::Owner,
                                  &self_relative_descriptor::owner);
    return get_account(pSecurityDescriptor, owner, pOwner, SE_OWNER_DEFAULTED, lpbOwnerDefaulted);
}

BOOL WINAPI SetSecurityDescriptorGroup(PSECURITY_DESCRIPTOR pSecurityDescriptor, PSID pGroup,
                                       BOOL bGroupDefaulted) {
    return set_account(pSecurityDescriptor, &SECURITY_DESCRIPTOR::Group, pGroup, bGroupDefaulted,
                       SE_GROUP_DEFAULTED);
}

BOOL WINAPI GetSecurityDescriptorGroup(PSECURITY_DESCRIPTOR pSecurityDescriptor, PSID* pGroup,
                                       LPBOOL lpbGroupDefaulted) {
    PSID const group = account_of(pSecurityDescriptor, &SECURITY_DESCRIPTOR::Group,
                                  &self_relative_descriptor::group);
    return get_account(pSecurityDescriptor, group, pGroup, SE_GROUP_DEFAULTED, lpbGroupDefaulted);
}
