/* securitybaseapi.h - accounts, lists of rights, security descriptors, tokens.
 * https://learn.microsoft.com/windows/win32/api/securitybaseapi/
 *
 * A descriptor can be made and looked at. Nothing enforces that of a new object: it belongs to its
 * user, whom no descriptor can shut out, and no other user can open it, whatever the descriptor
 * grants. */
/* SPDX-License-Identifier: MIT */
#pragma once

#include <minwindef.h>

/* Accounts. A SID can be given where its bytes are; those of AllocateAndInitializeSid are for
 * FreeSid. GetLengthSid and the three functions that give a part's place look at no revision. */
MAPVIEW_WIN32 BOOL WINAPI IsValidSid(PSID pSid);
MAPVIEW_WIN32 BOOL WINAPI EqualSid(PSID pSid1, PSID pSid2);
MAPVIEW_WIN32 BOOL WINAPI EqualPrefixSid(PSID pSid1, PSID pSid2);
MAPVIEW_WIN32 DWORD WINAPI GetSidLengthRequired(UCHAR nSubAuthorityCount);
MAPVIEW_WIN32 DWORD WINAPI GetLengthSid(PSID pSid);
MAPVIEW_WIN32 BOOL WINAPI CopySid(DWORD nDestinationSidLength, PSID pDestinationSid,
                                  PSID pSourceSid);
MAPVIEW_WIN32 BOOL WINAPI InitializeSid(PSID Sid, PSID_IDENTIFIER_AUTHORITY pIdentifierAuthority,
                                        BYTE nSubAuthorityCount);
MAPVIEW_WIN32 BOOL WINAPI AllocateAndInitializeSid(PSID_IDENTIFIER_AUTHORITY pIdentifierAuthority,
                                                   BYTE nSubAuthorityCount, DWORD nSubAuthority0,
                                                   DWORD nSubAuthority1, DWORD nSubAuthority2,
                                                   DWORD nSubAuthority3, DWORD nSubAuthority4,
                                                   DWORD nSubAuthority5, DWORD nSubAuthority6,
                                                   DWORD nSubAuthority7, PSID *pSid);
MAPVIEW_WIN32 PVOID WINAPI FreeSid(PSID pSid);
MAPVIEW_WIN32 PSID_IDENTIFIER_AUTHORITY WINAPI GetSidIdentifierAuthority(PSID pSid);
MAPVIEW_WIN32 PDWORD WINAPI GetSidSubAuthority(PSID pSid, DWORD nSubAuthority);
MAPVIEW_WIN32 PUCHAR WINAPI GetSidSubAuthorityCount(PSID pSid);

/* An account that every machine has. ERROR_INSUFFICIENT_BUFFER where there is no room, and *cbSid
 * is what is needed; ERROR_INVALID_PARAMETER for others than those of WELL_KNOWN_SID_TYPE. */
MAPVIEW_WIN32 BOOL WINAPI CreateWellKnownSid(WELL_KNOWN_SID_TYPE WellKnownSidType, PSID DomainSid,
                                             PSID pSid, DWORD *cbSid);
MAPVIEW_WIN32 BOOL WINAPI IsWellKnownSid(PSID pSid, WELL_KNOWN_SID_TYPE WellKnownSidType);

/* Lists of rights. ERROR_ALLOTTED_SPACE_EXCEEDED where an entry has no room. */
MAPVIEW_WIN32 BOOL WINAPI InitializeAcl(PACL pAcl, DWORD nAclLength, DWORD dwAclRevision);
MAPVIEW_WIN32 BOOL WINAPI IsValidAcl(PACL pAcl);
MAPVIEW_WIN32 BOOL WINAPI GetAclInformation(PACL pAcl, LPVOID pAclInformation,
                                            DWORD nAclInformationLength,
                                            ACL_INFORMATION_CLASS dwAclInformationClass);
MAPVIEW_WIN32 BOOL WINAPI AddAccessAllowedAce(PACL pAcl, DWORD dwAceRevision, DWORD AccessMask,
                                              PSID pSid);
MAPVIEW_WIN32 BOOL WINAPI AddAccessAllowedAceEx(PACL pAcl, DWORD dwAceRevision, DWORD AceFlags,
                                                DWORD AccessMask, PSID pSid);
MAPVIEW_WIN32 BOOL WINAPI AddAccessDeniedAce(PACL pAcl, DWORD dwAceRevision, DWORD AccessMask,
                                             PSID pSid);
MAPVIEW_WIN32 BOOL WINAPI AddAccessDeniedAceEx(PACL pAcl, DWORD dwAceRevision, DWORD AceFlags,
                                               DWORD AccessMask, PSID pSid);
MAPVIEW_WIN32 BOOL WINAPI GetAce(PACL pAcl, DWORD dwAceIndex, LPVOID *pAce);
MAPVIEW_WIN32 BOOL WINAPI DeleteAce(PACL pAcl, DWORD dwAceIndex);

/* Of a process's token: its user (S-1-22-1-uid), groups (S-1-22-2-gid), owner, primary group,
 * privileges, type, and whether it is elevated, which it is as root. Where there is no room
 * ERROR_INSUFFICIENT_BUFFER, and *ReturnLength is what is needed; other classes are
 * ERROR_NOT_SUPPORTED. Needs TOKEN_QUERY. */
MAPVIEW_WIN32 BOOL WINAPI GetTokenInformation(HANDLE TokenHandle,
                                              TOKEN_INFORMATION_CLASS TokenInformationClass,
                                              LPVOID TokenInformation, DWORD TokenInformationLength,
                                              PDWORD ReturnLength);

/* Privileges are those capabilities of Linux that have one, and those that everybody has here: to
 * make global names, to change the working set and the time zone, to make symbolic links. What a
 * process has is enabled: to enable it changes nothing, to disable or remove it is
 * ERROR_NOT_SUPPORTED. TRUE with ERROR_NOT_ALL_ASSIGNED where it has not all that were named. */
MAPVIEW_WIN32 BOOL WINAPI AdjustTokenPrivileges(HANDLE TokenHandle, BOOL DisableAllPrivileges,
                                                PTOKEN_PRIVILEGES NewState, DWORD BufferLength,
                                                PTOKEN_PRIVILEGES PreviousState,
                                                PDWORD ReturnLength);

/* Security descriptors. ERROR_UNKNOWN_REVISION where the revision is not
 * SECURITY_DESCRIPTOR_REVISION. */
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

/* The descriptor refers to the account, too. */
MAPVIEW_WIN32 BOOL WINAPI SetSecurityDescriptorOwner(PSECURITY_DESCRIPTOR pSecurityDescriptor,
                                                     PSID pOwner, BOOL bOwnerDefaulted);
MAPVIEW_WIN32 BOOL WINAPI GetSecurityDescriptorOwner(PSECURITY_DESCRIPTOR pSecurityDescriptor,
                                                     PSID *pOwner, LPBOOL lpbOwnerDefaulted);
MAPVIEW_WIN32 BOOL WINAPI SetSecurityDescriptorGroup(PSECURITY_DESCRIPTOR pSecurityDescriptor,
                                                     PSID pGroup, BOOL bGroupDefaulted);
MAPVIEW_WIN32 BOOL WINAPI GetSecurityDescriptorGroup(PSECURITY_DESCRIPTOR pSecurityDescriptor,
                                                     PSID *pGroup, LPBOOL lpbGroupDefaulted);
