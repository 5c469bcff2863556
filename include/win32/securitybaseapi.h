/* securitybaseapi.h - security descriptors.
 * https://learn.microsoft.com/windows/win32/api/securitybaseapi/
 *
 * A descriptor can be made and looked at. Nothing enforces it: an object belongs to its user, whom
 * no descriptor can shut out, and no other user can open it, whatever the descriptor grants. */
/* SPDX-License-Identifier: MIT */
#pragma once

#include <minwindef.h>

typedef PVOID PSID;
typedef PVOID PSECURITY_DESCRIPTOR;
typedef WORD SECURITY_DESCRIPTOR_CONTROL, *PSECURITY_DESCRIPTOR_CONTROL;

typedef struct _ACL {
    BYTE AclRevision;
    BYTE Sbz1;
    WORD AclSize;
    WORD AceCount;
    WORD Sbz2;
} ACL, *PACL;

typedef struct _SECURITY_DESCRIPTOR {
    BYTE Revision;
    BYTE Sbz1;
    SECURITY_DESCRIPTOR_CONTROL Control;
    PSID Owner;
    PSID Group;
    PACL Sacl;
    PACL Dacl;
} SECURITY_DESCRIPTOR, *PISECURITY_DESCRIPTOR;

#define SECURITY_DESCRIPTOR_REVISION 1
#define SECURITY_DESCRIPTOR_REVISION1 1
#define SECURITY_DESCRIPTOR_MIN_LENGTH (sizeof(SECURITY_DESCRIPTOR))
#define ACL_REVISION 2

#define SE_OWNER_DEFAULTED 0x0001
#define SE_GROUP_DEFAULTED 0x0002
#define SE_DACL_PRESENT 0x0004
#define SE_DACL_DEFAULTED 0x0008
#define SE_SACL_PRESENT 0x0010
#define SE_SACL_DEFAULTED 0x0020
#define SE_DACL_AUTO_INHERIT_REQ 0x0100
#define SE_SACL_AUTO_INHERIT_REQ 0x0200
#define SE_DACL_AUTO_INHERITED 0x0400
#define SE_SACL_AUTO_INHERITED 0x0800
#define SE_DACL_PROTECTED 0x1000
#define SE_SACL_PROTECTED 0x2000
#define SE_SELF_RELATIVE 0x8000

/* ERROR_UNKNOWN_REVISION where the revision is not SECURITY_DESCRIPTOR_REVISION. */
MAPVIEW_WIN32 BOOL WINAPI InitializeSecurityDescriptor(PSECURITY_DESCRIPTOR pSecurityDescriptor,
                                                       DWORD dwRevision);
MAPVIEW_WIN32 BOOL WINAPI IsValidSecurityDescriptor(PSECURITY_DESCRIPTOR pSecurityDescriptor);

/* The descriptor refers to the list, which must live as long. A list that is present and NULL
 * grants everything to everyone. ERROR_INVALID_SECURITY_DESCR for a descriptor in one piece. */
MAPVIEW_WIN32 BOOL WINAPI SetSecurityDescriptorDacl(PSECURITY_DESCRIPTOR pSecurityDescriptor,
                                                    BOOL bDaclPresent, PACL pDacl,
                                                    BOOL bDaclDefaulted);
MAPVIEW_WIN32 BOOL WINAPI GetSecurityDescriptorDacl(PSECURITY_DESCRIPTOR pSecurityDescriptor,
                                                    LPBOOL lpbDaclPresent, PACL *pDacl,
                                                    LPBOOL lpbDaclDefaulted);
MAPVIEW_WIN32 BOOL WINAPI GetSecurityDescriptorControl(PSECURITY_DESCRIPTOR pSecurityDescriptor,
                                                       PSECURITY_DESCRIPTOR_CONTROL pControl,
                                                       LPDWORD lpdwRevision);
