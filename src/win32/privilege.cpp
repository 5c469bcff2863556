// SPDX-License-Identifier: MIT
#include "win32/privilege.hpp"

#include "win32/caller_buffer.hpp"
#include "win32/last_error.hpp"
#include "win32/path.hpp"

#include <linux/capability.h>
#include <strings.h>

#include <algorithm>
#include <array>

namespace mapview::win32 {
namespace {

constexpr int nobody = -1;
constexpr int everybody = -2;

struct privilege {
    DWORD number;
    std::string_view name;
    int capability;  // or who has it
};

// The numbers are the same on every Windows.
// https://learn.microsoft.com/openspecs/windows_protocols/ms-lsad/
constexpr auto privileges = std::to_array<privilege>({
    {2, "SeCreateTokenPrivilege", nobody},
    {3, "SeAssignPrimaryTokenPrivilege", CAP_SETUID},
    {4, "SeLockMemoryPrivilege", CAP_IPC_LOCK},
    {5, "SeIncreaseQuotaPrivilege", CAP_SYS_RESOURCE},
    {6, "SeMachineAccountPrivilege", nobody},
    {7, "SeTcbPrivilege", nobody},
    {8, "SeSecurityPrivilege", nobody},
    {9, "SeTakeOwnershipPrivilege", CAP_CHOWN},
    {10, "SeLoadDriverPrivilege", CAP_SYS_MODULE},
    {11, "SeSystemProfilePrivilege", nobody},
    {12, "SeSystemtimePrivilege", CAP_SYS_TIME},
    {13, "SeProfileSingleProcessPrivilege", nobody},
    {14, "SeIncreaseBasePriorityPrivilege", CAP_SYS_NICE},
    {15, "SeCreatePagefilePrivilege", nobody},
    {16, "SeCreatePermanentPrivilege", nobody},
    {17, "SeBackupPrivilege", CAP_DAC_READ_SEARCH},
    {18, "SeRestorePrivilege", CAP_DAC_OVERRIDE},
    {19, "SeShutdownPrivilege", CAP_SYS_BOOT},
    {20, "SeDebugPrivilege", CAP_SYS_PTRACE},
    {21, "SeAuditPrivilege", CAP_AUDIT_WRITE},
    {22, "SeSystemEnvironmentPrivilege", nobody},
    {23, "SeChangeNotifyPrivilege", CAP_DAC_READ_SEARCH},
    {24, "SeRemoteShutdownPrivilege", nobody},
    {25, "SeUndockPrivilege", nobody},
    {26, "SeSyncAgentPrivilege", nobody},
    {27, "SeEnableDelegationPrivilege", nobody},
    {28, "SeManageVolumePrivilege", nobody},
    {29, "SeImpersonatePrivilege", CAP_SETUID},
    {30, "SeCreateGlobalPrivilege", everybody},  // of names that begin with Global
    {31, "SeTrustedCredManAccessPrivilege", nobody},
    {32, "SeRelabelPrivilege", nobody},
    {33, "SeIncreaseWorkingSetPrivilege", everybody},
    {34, "SeTimeZonePrivilege", everybody},
    {35, "SeCreateSymbolicLinkPrivilege", everybody},
});

template <class Character>
BOOL look_up_value(const Character* system, const Character* name, LUID* told) {
    return report(guarded([&] {
        if (name == nullptr || told == nullptr) return kernel::status::invalid_parameter;
        if (system != nullptr && *system != 0) return kernel::status::not_supported;
        const auto number = privilege_of_name(bytes_of(name));
        if (!number) return kernel::status::no_such_privilege;
        *told = {*number, 0};
        return kernel::status::success;
    }));
}

template <class Character>
BOOL look_up_name(const Character* system, const LUID* privilege, Character* buffer, DWORD* size) {
    return report(guarded([&] {
        if (privilege == nullptr || size == nullptr) return kernel::status::invalid_parameter;
        if (system != nullptr && *system != 0) return kernel::status::not_supported;
        const auto name = name_of_privilege(*privilege);
        if (!name) return kernel::status::no_such_privilege;
        const auto text = text_for(*name, Character{});
        const bool fits = buffer != nullptr && *size > text.size();
        *size = hand_over(text, buffer, *size);
        return fits ? kernel::status::success : kernel::status::insufficient_buffer;
    }));
}

}  // namespace

std::vector<DWORD> privileges_of(std::uint64_t capabilities) {
    std::vector<DWORD> held;
    for (const privilege& each : privileges)
        if (each.capability == everybody ||
            (each.capability >= 0 && (capabilities >> each.capability & 1) != 0))
            held.push_back(each.number);
    return held;
}

std::optional<DWORD> privilege_of_name(std::string_view name) {
    const auto* const found = std::ranges::find_if(privileges, [&](const privilege& each) {
        return each.name.size() == name.size() &&
               ::strncasecmp(each.name.data(), name.data(), name.size()) == 0;
    });
    if (found == privileges.end()) return {};
    return found->number;
}

std::optional<std::string_view> name_of_privilege(const LUID& wanted) {
    const auto* const found = std::ranges::find(privileges, wanted.LowPart, &privilege::number);
    if (found == privileges.end() || wanted.HighPart != 0) return {};
    return found->name;
}

}  // namespace mapview::win32

using mapview::win32::look_up_name;
using mapview::win32::look_up_value;

BOOL WINAPI LookupPrivilegeValueA(LPCSTR lpSystemName, LPCSTR lpName, PLUID lpLuid) {
    return look_up_value(lpSystemName, lpName, lpLuid);
}

BOOL WINAPI LookupPrivilegeNameA(LPCSTR lpSystemName, PLUID lpLuid, LPSTR lpName, LPDWORD cchName) {
    return look_up_name(lpSystemName, lpLuid, lpName, cchName);
}

// The W functions for either size of wchar_t: see MAPVIEW_WIDE.

MAPVIEW_WIN32 BOOL LookupPrivilegeValueW_utf16(const char16_t* system, const char16_t* name,
                                               LUID* told) {
    return look_up_value(system, name, told);
}

MAPVIEW_WIN32 BOOL LookupPrivilegeValueW_utf32(const char32_t* system, const char32_t* name,
                                               LUID* told) {
    return look_up_value(system, name, told);
}

MAPVIEW_WIN32 BOOL LookupPrivilegeNameW_utf16(const char16_t* system, const LUID* privilege,
                                              char16_t* buffer, DWORD* size) {
    return look_up_name(system, privilege, buffer, size);
}

MAPVIEW_WIN32 BOOL LookupPrivilegeNameW_utf32(const char32_t* system, const LUID* privilege,
                                              char32_t* buffer, DWORD* size) {
    return look_up_name(system, privilege, buffer, size);
}
