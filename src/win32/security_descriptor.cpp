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
