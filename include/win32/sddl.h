/* sddl.h - security descriptors written as text.
 * https://learn.microsoft.com/windows/win32/secauthz/security-descriptor-string-format */
/* SPDX-License-Identifier: MIT */
#pragma once

#include <securitybaseapi.h>

#define SDDL_REVISION_1 1

/* A descriptor in one piece, for LocalFree. Read are the kinds of entries A, D, AU and ML, and the
 * two-letter accounts that every machine has. ERROR_INVALID_ACL or ERROR_INVALID_SID where an entry
 * or an account cannot be read, ERROR_INVALID_PARAMETER where something else cannot. Nothing
 * enforces the descriptor: see securitybaseapi.h. */
MAPVIEW_WIN32 BOOL WINAPI ConvertStringSecurityDescriptorToSecurityDescriptorA(
    LPCSTR StringSecurityDescriptor, DWORD StringSDRevision,
    PSECURITY_DESCRIPTOR *SecurityDescriptor, PULONG SecurityDescriptorSize);
MAPVIEW_WIN32 BOOL WINAPI ConvertStringSecurityDescriptorToSecurityDescriptorW(
    LPCWSTR StringSecurityDescriptor, DWORD StringSDRevision,
    PSECURITY_DESCRIPTOR *SecurityDescriptor, PULONG SecurityDescriptorSize)
    MAPVIEW_WIDE(ConvertStringSecurityDescriptorToSecurityDescriptorW);

/* An account's identifier, for LocalFree. */
MAPVIEW_WIN32 BOOL WINAPI ConvertStringSidToSidA(LPCSTR StringSid, PSID *Sid);
MAPVIEW_WIN32 BOOL WINAPI ConvertStringSidToSidW(LPCWSTR StringSid, PSID *Sid)
    MAPVIEW_WIDE(ConvertStringSidToSidW);

/* Its text, for LocalFree. */
MAPVIEW_WIN32 BOOL WINAPI ConvertSidToStringSidA(PSID Sid, LPSTR *StringSid);
MAPVIEW_WIN32 BOOL WINAPI ConvertSidToStringSidW(PSID Sid, LPWSTR *StringSid)
    MAPVIEW_WIDE(ConvertSidToStringSidW);

#ifdef UNICODE
#define ConvertStringSecurityDescriptorToSecurityDescriptor \
    ConvertStringSecurityDescriptorToSecurityDescriptorW
#define ConvertStringSidToSid ConvertStringSidToSidW
#define ConvertSidToStringSid ConvertSidToStringSidW
#else
#define ConvertStringSecurityDescriptorToSecurityDescriptor \
    ConvertStringSecurityDescriptorToSecurityDescriptorA
#define ConvertStringSidToSid ConvertStringSidToSidA
#define ConvertSidToStringSid ConvertSidToStringSidA
#endif
