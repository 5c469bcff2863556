// SPDX-License-Identifier: MIT
#include "win32/token.hpp"

#include "kernel/process.hpp"
#include "kernel/token.hpp"
#include "win32/account.hpp"
#include "win32/handle_value.hpp"
#include "win32/last_error.hpp"
#include "win32/privilege.hpp"

#include <unistd.h>
#include <windows.h>

#include <algorithm>
#include <cstring>
#include <vector>

namespace mapview::win32 {

kernel::rights token_rights(DWORD asked) noexcept {
    kernel::rights granted = asked & TOKEN_ALL_ACCESS;
    if ((asked & GENERIC_READ) != 0) granted |= TOKEN_READ;
    if ((asked & GENERIC_WRITE) != 0) granted |= TOKEN_WRITE;
    if ((asked & GENERIC_EXECUTE) != 0) granted |= TOKEN_EXECUTE;
    if ((asked & (GENERIC_ALL | MAXIMUM_ALLOWED)) != 0) granted |= TOKEN_ALL_ACCESS;
    return granted;
}

}  // namespace mapview::win32

namespace {

using mapview::kernel::rights;
using mapview::kernel::status;
using mapview::kernel::token_facts;
using mapview::win32::guarded;
using mapview::win32::handle_of;
using mapview::win32::number_of;
using mapview::win32::report;
using mapview::win32::sid_bytes;
using mapview::win32::sid_of_group;
using mapview::win32::sid_of_user;
using mapview::win32::token_rights;

// What a class of information consists of: a structure of fixed size, and the accounts behind it.
class information {
  public:
    template <class Structure>
    explicit information(const Structure& structure, std::size_t size = sizeof(Structure))
        : bytes_(size) {
        std::memcpy(bytes_.data(), &structure, sizeof structure);
    }

    /// Puts an account behind the rest; the pointer to it is at that offset.
    void point_to(std::size_t at, const sid_bytes& sid) {
        pointers_.push_back({at, bytes_.size()});
        bytes_.insert(bytes_.end(), sid.begin(), sid.end());
    }

    template <class Value>
    void put(std::size_t at, const Value& value) {
        std::memcpy(bytes_.data() + at, &value, sizeof value);
    }

    std::size_t size() const noexcept { return bytes_.size(); }

    void copy_to(void* buffer) const {
        auto* const to = static_cast<BYTE*>(buffer);
        std::memcpy(to, bytes_.data(), bytes_.size());
        for (const auto& [at, target] : pointers_) {
            BYTE* const pointer = to + target;
            std::memcpy(to + at, &pointer, sizeof pointer);
        }
    }

  private:
    struct pointer_place {
        std::size_t at, target;
    };
    std::vector<BYTE> bytes_;
    std::vector<pointer_place> pointers_;
};

information user_information(const token_facts& facts) {
    information told(TOKEN_USER{});
    told.point_to(offsetof(TOKEN_USER, User.Sid), sid_of_user(facts.user));
    return told;
}

template <class Structure>
information account_information(const sid_bytes& sid) {
    information told(Structure{});
    told.point_to(0, sid);
    return told;
}

information group_information(const token_facts& facts) {
    std::vector<gid_t> groups = facts.groups;
    if (std::ranges::find(groups, facts.group) == groups.end()) groups.push_back(facts.group);
    const std::size_t begin = offsetof(TOKEN_GROUPS, Groups);
    const std::size_t used = begin + groups.size() * sizeof(SID_AND_ATTRIBUTES);
    TOKEN_GROUPS first{};
    first.GroupCount = static_cast<DWORD>(groups.size());
    information told(first, std::max(used, sizeof first));
    for (std::size_t i = 0; i < groups.size(); ++i) {
        const SID_AND_ATTRIBUTES group{nullptr, SE_GROUP_MANDATORY | SE_GROUP_ENABLED_BY_DEFAULT |
                                                    SE_GROUP_ENABLED};
        told.put(begin + i * sizeof group, group);
        told.point_to(begin + i * sizeof group, sid_of_group(groups[i]));
    }
    return told;
}

information privilege_information(const token_facts& facts) {
    const std::vector<DWORD> held = mapview::win32::privileges_of(facts.capabilities);
    const std::size_t begin = offsetof(TOKEN_PRIVILEGES, Privileges);
    const auto count = static_cast<DWORD>(held.size());
    TOKEN_PRIVILEGES first{};
    first.PrivilegeCount = count;
    information told(first, std::max(begin + count * sizeof(LUID_AND_ATTRIBUTES), sizeof first));
    for (std::size_t i = 0; i < held.size(); ++i) {
        const LUID_AND_ATTRIBUTES privilege{{held[i], 0},
                                            SE_PRIVILEGE_ENABLED_BY_DEFAULT | SE_PRIVILEGE_ENABLED};
        told.put(begin + i * sizeof privilege, privilege);
    }
    return told;
}

status information_of(const token_facts& facts, TOKEN_INFORMATION_CLASS wanted,
                      std::vector<information>& told) {
    switch (wanted) {
        case TokenUser: told.push_back(user_information(facts)); break;
        case TokenGroups: told.push_back(group_information(facts)); break;
        case TokenPrivileges: told.push_back(privilege_information(facts)); break;
        case TokenOwner:
            told.push_back(account_information<TOKEN_OWNER>(sid_of_user(facts.user)));
            break;
        case TokenPrimaryGroup:
            told.push_back(account_information<TOKEN_PRIMARY_GROUP>(sid_of_group(facts.group)));
            break;
        case TokenType: told.emplace_back(TokenPrimary); break;
        case TokenElevationType: told.emplace_back(TokenElevationTypeDefault); break;
        case TokenElevation:
            told.emplace_back(TOKEN_ELEVATION{facts.user == 0 ? DWORD{1} : DWORD{0}});
            break;
        case TokenImpersonationLevel: return status::invalid_parameter;  // of a primary token
        default:
            return wanted > 0 && wanted < MaxTokenInfoClass ? status::not_supported
                                                            : status::invalid_parameter;
    }
    return status::success;
}

// Privileges of Linux are in effect or they are not there: what is held is enabled already. Which
// ones are enabled by default is told, and not asked for.
status adjust(const token_facts& facts, bool disable_all, const TOKEN_PRIVILEGES* wanted,
              bool& all_assigned) {
    const std::vector<DWORD> held = mapview::win32::privileges_of(facts.capabilities);
    if (disable_all) return held.empty() ? status::success : status::not_supported;
    if (wanted == nullptr) return status::invalid_parameter;
    for (DWORD i = 0; i < wanted->PrivilegeCount; ++i) {
        const LUID_AND_ATTRIBUTES& each = wanted->Privileges[i];
        const bool has =
            each.Luid.HighPart == 0 && std::ranges::find(held, each.Luid.LowPart) != held.end();
        all_assigned &= has;
        const DWORD asked = each.Attributes & (SE_PRIVILEGE_ENABLED | SE_PRIVILEGE_REMOVED);
        if (has && asked != SE_PRIVILEGE_ENABLED) return status::not_supported;
    }
    return status::success;
}

}  // namespace

BOOL WINAPI OpenProcessToken(HANDLE ProcessHandle, DWORD DesiredAccess, PHANDLE TokenHandle) {
    return report(guarded([&] {
        if (TokenHandle == nullptr) return status::no_access;
        pid_t id = ::getpid();
        status found = status::success;
        if (ProcessHandle != GetCurrentProcess())
            found = mapview::kernel::process_id(number_of(ProcessHandle),
                                                PROCESS_QUERY_LIMITED_INFORMATION, false, id);
        if (found != status::success) return found;
        int handle = -1;
        found = mapview::kernel::open_token(id, token_rights(DesiredAccess), handle);
        if (found == status::success) *TokenHandle = handle_of(handle);
        return found;
    }));
}

BOOL WINAPI OpenThreadToken(HANDLE ThreadHandle, DWORD, BOOL, PHANDLE) {
    if (GetThreadId(ThreadHandle) == 0) return FALSE;
    SetLastError(ERROR_NO_TOKEN);
    return FALSE;
}

BOOL WINAPI GetTokenInformation(HANDLE TokenHandle, TOKEN_INFORMATION_CLASS TokenInformationClass,
                                LPVOID TokenInformation, DWORD TokenInformationLength,
                                PDWORD ReturnLength) {
    return report(guarded([&] {
        token_facts facts;
        const status read = mapview::kernel::read_token(number_of(TokenHandle), TOKEN_QUERY, facts);
        if (read != status::success) return read;
        std::vector<information> told;
        const status known = information_of(facts, TokenInformationClass, told);
        if (known != status::success) return known;
        if (ReturnLength == nullptr) return status::no_access;
        *ReturnLength = static_cast<DWORD>(told[0].size());
        if (TokenInformation == nullptr || TokenInformationLength < told[0].size())
            return status::insufficient_buffer;
        told[0].copy_to(TokenInformation);
        return status::success;
    }));
}

BOOL WINAPI AdjustTokenPrivileges(HANDLE TokenHandle, BOOL DisableAllPrivileges,
                                  PTOKEN_PRIVILEGES NewState, DWORD BufferLength,
                                  PTOKEN_PRIVILEGES PreviousState, PDWORD ReturnLength) {
    bool all_assigned = true;
    const status result = guarded([&] {
        const rights needed =
            TOKEN_ADJUST_PRIVILEGES | (PreviousState != nullptr ? TOKEN_QUERY : 0);
        token_facts facts;
        const status read = mapview::kernel::read_token(number_of(TokenHandle), needed, facts);
        if (read != status::success) return read;
        if (PreviousState != nullptr) {  // what was changed, which is nothing
            if (ReturnLength == nullptr) return status::no_access;
            *ReturnLength = sizeof PreviousState->PrivilegeCount;
            if (BufferLength < *ReturnLength) return status::insufficient_buffer;
            PreviousState->PrivilegeCount = 0;
        }
        return adjust(facts, DisableAllPrivileges != FALSE, NewState, all_assigned);
    });
    if (!report(result)) return FALSE;
    SetLastError(all_assigned ? ERROR_SUCCESS : ERROR_NOT_ALL_ASSIGNED);
    return TRUE;
}
