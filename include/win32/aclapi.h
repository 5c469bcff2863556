/* aclapi.h - who owns an object, and who may do what with it.
 * https://learn.microsoft.com/windows/win32/api/aclapi/
 *
 * These functions return their error; the last error stays. */
/* SPDX-License-Identifier: MIT */
#pragma once

#include <accctrl.h>

/* A new list, for LocalFree, of the old one (which may be NULL) and the entries: those that deny
 * first, each before what the old list has of its kind. SET_ACCESS and REVOKE_ACCESS take the old
 * entries of the account out, GRANT_ACCESS adds to the rights of one with the same flags. An
 * account is a SID, or a name: that of a user or group of this system, "CURRENT_USER", "EVERYONE";
 * other names are ERROR_NONE_MAPPED. Entries that audit, and trustees of other forms, are
 * ERROR_NOT_SUPPORTED. */
MAPVIEW_WIN32 DWORD WINAPI SetEntriesInAclA(ULONG cCountOfExplicitEntries,
                                            PEXPLICIT_ACCESS_A pListOfExplicitEntries, PACL OldAcl,
                                            PACL *NewAcl);
MAPVIEW_WIN32 DWORD WINAPI SetEntriesInAclW(ULONG cCountOfExplicitEntries,
                                            PEXPLICIT_ACCESS_W pListOfExplicitEntries, PACL OldAcl,
                                            PACL *NewAcl) MAPVIEW_WIDE(SetEntriesInAclW);

MAPVIEW_WIN32 void WINAPI BuildTrusteeWithSidA(PTRUSTEE_A pTrustee, PSID pSid);
MAPVIEW_WIN32 void WINAPI BuildTrusteeWithSidW(PTRUSTEE_W pTrustee, PSID pSid);
MAPVIEW_WIN32 void WINAPI BuildTrusteeWithNameA(PTRUSTEE_A pTrustee, LPSTR pName);
MAPVIEW_WIN32 void WINAPI BuildTrusteeWithNameW(PTRUSTEE_W pTrustee, LPWSTR pName);
MAPVIEW_WIN32 void WINAPI BuildExplicitAccessWithNameA(PEXPLICIT_ACCESS_A pExplicitAccess,
                                                       LPSTR pTrusteeName, DWORD AccessPermissions,
                                                       ACCESS_MODE AccessMode, DWORD Inheritance);
MAPVIEW_WIN32 void WINAPI BuildExplicitAccessWithNameW(PEXPLICIT_ACCESS_W pExplicitAccess,
                                                       LPWSTR pTrusteeName, DWORD AccessPermissions,
                                                       ACCESS_MODE AccessMode, DWORD Inheritance);

/* What Linux knows of it. A user is S-1-22-1-uid, a group S-1-22-2-gid. The list of a file
 * (SE_FILE_OBJECT) says what its mode says; that of a named or unnamed section, event, mutex,
 * semaphore, timer, of a process, thread or token (SE_KERNEL_OBJECT) gives its user every right and
 * nobody else any. The descriptor is for LocalFree, and what the others point to is in it. Handles
 * need READ_CONTROL; SACL_SECURITY_INFORMATION is ERROR_PRIVILEGE_NOT_HELD; other kinds of objects
 * are ERROR_NOT_SUPPORTED. */
MAPVIEW_WIN32 DWORD WINAPI GetSecurityInfo(HANDLE handle, SE_OBJECT_TYPE ObjectType,
                                           SECURITY_INFORMATION SecurityInfo, PSID *ppsidOwner,
                                           PSID *ppsidGroup, PACL *ppDacl, PACL *ppSacl,
                                           PSECURITY_DESCRIPTOR *ppSecurityDescriptor);
MAPVIEW_WIN32 DWORD WINAPI GetNamedSecurityInfoA(LPCSTR pObjectName, SE_OBJECT_TYPE ObjectType,
                                                 SECURITY_INFORMATION SecurityInfo,
                                                 PSID *ppsidOwner, PSID *ppsidGroup, PACL *ppDacl,
                                                 PACL *ppSacl,
                                                 PSECURITY_DESCRIPTOR *ppSecurityDescriptor);
MAPVIEW_WIN32 DWORD WINAPI GetNamedSecurityInfoW(LPCWSTR pObjectName, SE_OBJECT_TYPE ObjectType,
                                                 SECURITY_INFORMATION SecurityInfo,
                                                 PSID *ppsidOwner, PSID *ppsidGroup, PACL *ppDacl,
                                                 PACL *ppSacl,
                                                 PSECURITY_DESCRIPTOR *ppSecurityDescriptor)
    MAPVIEW_WIDE(GetNamedSecurityInfoW);

/* A list that a file's mode can express becomes its mode: what its user, its group and everyone may
 * read, write and run; the rights beyond that are the user's, and are not looked at. Any other
 * list, and one that an object is to have which belongs to its user anyway, is ERROR_NOT_SUPPORTED;
 * so are entries that a folder is to hand down. Another owner or group needs what chown needs:
 * ERROR_INVALID_OWNER, ERROR_INVALID_PRIMARY_GROUP. Handles need WRITE_OWNER and WRITE_DAC. */
MAPVIEW_WIN32 DWORD WINAPI SetSecurityInfo(HANDLE handle, SE_OBJECT_TYPE ObjectType,
                                           SECURITY_INFORMATION SecurityInfo, PSID psidOwner,
                                           PSID psidGroup, PACL pDacl, PACL pSacl);
MAPVIEW_WIN32 DWORD WINAPI SetNamedSecurityInfoA(LPSTR pObjectName, SE_OBJECT_TYPE ObjectType,
                                                 SECURITY_INFORMATION SecurityInfo, PSID psidOwner,
                                                 PSID psidGroup, PACL pDacl, PACL pSacl);
MAPVIEW_WIN32 DWORD WINAPI SetNamedSecurityInfoW(LPWSTR pObjectName, SE_OBJECT_TYPE ObjectType,
                                                 SECURITY_INFORMATION SecurityInfo, PSID psidOwner,
                                                 PSID psidGroup, PACL pDacl, PACL pSacl)
    MAPVIEW_WIDE(SetNamedSecurityInfoW);

#ifdef UNICODE
#define SetEntriesInAcl SetEntriesInAclW
#define BuildTrusteeWithSid BuildTrusteeWithSidW
#define BuildTrusteeWithName BuildTrusteeWithNameW
#define BuildExplicitAccessWithName BuildExplicitAccessWithNameW
#define GetNamedSecurityInfo GetNamedSecurityInfoW
#define SetNamedSecurityInfo SetNamedSecurityInfoW
#else
#define SetEntriesInAcl SetEntriesInAclA
#define BuildTrusteeWithSid BuildTrusteeWithSidA
#define BuildTrusteeWithName BuildTrusteeWithNameA
#define BuildExplicitAccessWithName BuildExplicitAccessWithNameA
#define GetNamedSecurityInfo GetNamedSecurityInfoA
#define SetNamedSecurityInfo SetNamedSecurityInfoA
#endif
