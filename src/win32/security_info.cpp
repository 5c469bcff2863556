// SPDX-License-Identifier: MIT
#include "kernel/file_owner.hpp"
#include "kernel/handle_table.hpp"
#include "kernel/token.hpp"
#include "kernel/wait_kind.hpp"
#include "win32/account.hpp"
#include "win32/handle_value.hpp"
#include "win32/last_error.hpp"
#include "win32/mode_list.hpp"
#include "win32/path.hpp"
#include "win32/process.hpp"

#include <aclapi.h>
#include <unistd.h>
#include <windows.h>

#include <cstdlib>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace {

using mapview::kernel::file_ownership;
using mapview::kernel::ownership_change;
using mapview::kernel::rights;
using mapview::kernel::status;
using mapview::win32::guarded;
using mapview::win32::list_entry;
using mapview::win32::number_of;
using mapview::win32::sid_bytes;
using mapview::win32::sid_of_group;
using mapview::win32::sid_of_user;

/// What a descriptor says of an object.
struct security {
    sid_bytes owner;
    sid_bytes group;
    std::vector<list_entry> list;
};

/// Where the caller wants to have it.
struct places {
    PSID* owner;
    PSID* group;
    PACL* list;
    PACL* audit;
    PSECURITY_DESCRIPTOR* descriptor;
};

/// What is to be set.
struct wanted_security {
    SECURITY_INFORMATION which;
    PSID owner;
    PSID group;
    PACL list;

    bool has(SECURITY_INFORMATION one) const noexcept { return (which & one) != 0; }

    rights needed() const noexcept {
        rights all = 0;
        if (has(OWNER_SECURITY_INFORMATION | GROUP_SECURITY_INFORMATION)) all |= WRITE_OWNER;
        if (has(DACL_SECURITY_INFORMATION)) all |= WRITE_DAC;
        return all;
    }
};

// A list that is audited, or a label, needs a privilege that nobody has here.
status check_kinds(SECURITY_INFORMATION which) {
    constexpr SECURITY_INFORMATION known =
        OWNER_SECURITY_INFORMATION | GROUP_SECURITY_INFORMATION | DACL_SECURITY_INFORMATION |
        PROTECTED_DACL_SECURITY_INFORMATION | UNPROTECTED_DACL_SECURITY_INFORMATION;
    if ((which & SACL_SECURITY_INFORMATION) != 0) return status::privilege_not_held;
    return (which & ~known) != 0 ? status::not_supported : status::success;
}

// In one piece: the descriptor, the owner, the group, the list.
status hand_over(const security& told, SECURITY_INFORMATION which, const places& to) {
    SECURITY_DESCRIPTOR_CONTROL control = SE_SELF_RELATIVE;
    std::vector<BYTE> piece(20);
    const auto put = [&](std::size_t at, const std::vector<BYTE>& part) {
        const auto offset = static_cast<DWORD>(piece.size());
        std::memcpy(piece.data() + at, &offset, sizeof offset);
        piece.insert(piece.end(), part.begin(), part.end());
        return offset;
    };
    DWORD owner = 0;
    DWORD group = 0;
    DWORD list = 0;
    if ((which & OWNER_SECURITY_INFORMATION) != 0) owner = put(4, told.owner);
    if ((which & GROUP_SECURITY_INFORMATION) != 0) group = put(8, told.group);
    if ((which & DACL_SECURITY_INFORMATION) != 0) {
        list = put(16, mapview::win32::make_list(told.list));
        control |= SE_DACL_PRESENT;
    }
    piece[0] = SECURITY_DESCRIPTOR_REVISION;
    std::memcpy(piece.data() + 2, &control, sizeof control);

    auto* const copy = static_cast<BYTE*>(std::malloc(piece.size()));  // for LocalFree
    if (copy == nullptr) return status::not_enough_memory;
    std::memcpy(copy, piece.data(), piece.size());
    if (to.owner != nullptr) *to.owner = owner != 0 ? copy + owner : nullptr;
    if (to.group != nullptr) *to.group = group != 0 ? copy + group : nullptr;
    if (to.list != nullptr) *to.list = list != 0 ? reinterpret_cast<PACL>(copy + list) : nullptr;
    if (to.audit != nullptr) *to.audit = nullptr;
    *to.descriptor = copy;
    return status::success;
}

security security_of_file(const file_ownership& file) {
    return {sid_of_user(file.user), sid_of_group(file.group), mapview::win32::list_of_mode(file)};
}

status change_of_file(const file_ownership& file, const wanted_security& wanted,
                      ownership_change& change) {
    if (wanted.has(OWNER_SECURITY_INFORMATION)) {
        change.user = mapview::win32::user_of(wanted.owner);
        if (!change.user) return status::invalid_owner;
        if (*change.user == file.user) change.user.reset();
    }
    if (wanted.has(GROUP_SECURITY_INFORMATION)) {
        change.group = mapview::win32::group_of(wanted.group);
        if (!change.group) return status::invalid_group;
        if (*change.group == file.group) change.group.reset();
    }
    if (!wanted.has(DACL_SECURITY_INFORMATION)) return status::success;
    if (wanted.list != nullptr && !IsValidAcl(wanted.list)) return status::invalid_list;
    file_ownership then = file;
    then.user = change.user.value_or(file.user);
    then.group = change.group.value_or(file.group);
    change.mode = mapview::win32::mode_of_list(wanted.list, then);
    return change.mode ? status::success : status::not_supported;
}

// --- objects of this library, which belong to their user

/// All rights to objects of a type.
rights all_rights(std::string_view type) {
    if (type == mapview::kernel::process_type) return PROCESS_ALL_ACCESS;
    if (type == mapview::kernel::first_thread_type) return THREAD_ALL_ACCESS;
    if (type == mapview::kernel::token_type) return TOKEN_ALL_ACCESS;
    if (const auto kind = mapview::kernel::waitable_of_type(type))
        return mapview::kernel::rights_to_all(*kind);
    return SECTION_ALL_ACCESS;
}

// The type of the object that a handle means, which needs the rights.
status find_object(HANDLE handle, rights needed, std::string& type) {
    if (handle == GetCurrentProcess()) type = mapview::kernel::process_type;
    else if (handle == GetCurrentThread()) type = mapview::kernel::first_thread_type;
    else return mapview::kernel::type_and_rights(number_of(handle), needed, type);
    return status::success;
}

security security_of_object(std::string_view type) {
    const sid_bytes user = sid_of_user(::geteuid());
    return {
        user, sid_of_group(::getegid()), {{ACCESS_ALLOWED_ACE_TYPE, 0, all_rights(type), user}}};
}

// Nothing can be changed, so what is set must be as it is.
status set_for_object(std::string_view type, const wanted_security& wanted) {
    const security own = security_of_object(type);
    const auto is_own = [](PSID sid, const sid_bytes& account) {
        return IsValidSid(sid) && mapview::win32::same_sid(sid, account);
    };
    if (wanted.has(OWNER_SECURITY_INFORMATION) && !is_own(wanted.owner, own.owner))
        return status::invalid_owner;
    if (wanted.has(GROUP_SECURITY_INFORMATION) && !is_own(wanted.group, own.group))
        return status::invalid_group;
    if (!wanted.has(DACL_SECURITY_INFORMATION)) return status::success;
    if (wanted.list == nullptr) return status::not_supported;
    if (!IsValidAcl(wanted.list)) return status::invalid_list;
    rights granted = 0;
    for (const list_entry& entry : mapview::win32::entries_of(wanted.list)) {
        if (entry.type != ACCESS_ALLOWED_ACE_TYPE || entry.sid != own.owner)
            return status::not_supported;
        granted |= (entry.rights & GENERIC_ALL) != 0 ? all_rights(type) : entry.rights;
    }
    const rights all = all_rights(type);
    return (granted & all) == all ? status::success : status::not_supported;
}

// Opens an object of any kind by its name.
template <class Character>
HANDLE open_object(const Character* name, DWORD needed) {
    const std::string text = mapview::win32::bytes_of(name);
    using open_call = HANDLE(WINAPI*)(DWORD, BOOL, LPCSTR);
    HANDLE handle = nullptr;
    for (const open_call open :
         {&OpenFileMappingA, &OpenEventA, &OpenMutexA, &OpenSemaphoreA, &OpenWaitableTimerA}) {
        handle = open(needed, FALSE, text.c_str());
        if (handle != nullptr || GetLastError() != ERROR_INVALID_HANDLE) break;
    }
    return handle;
}

// --- what the functions have in common

// Looks at or changes an object of either kind by its handle.
template <class OfFile, class OfObject>
status by_handle(HANDLE handle, SE_OBJECT_TYPE kind, rights needed, OfFile&& of_file,
                 OfObject&& of_object) {
    if (kind != SE_FILE_OBJECT && kind != SE_KERNEL_OBJECT) return status::not_supported;
    std::string type;
    const status found = find_object(handle, needed, type);
    if (found != status::success) return found;
    return type == mapview::kernel::file_type ? of_file() : of_object(type);
}

template <class Character, class OfFile, class OfHandle>
status by_name(const Character* name, SE_OBJECT_TYPE kind, DWORD needed, OfFile&& of_file,
               OfHandle&& of_handle) {
    if (name == nullptr) return status::invalid_parameter;
    if (kind == SE_FILE_OBJECT) {
        std::string path;
        const status known = mapview::win32::path_of(name, path);
        return known == status::success ? of_file(path) : known;
    }
    if (kind != SE_KERNEL_OBJECT) return status::not_supported;
    const DWORD before = GetLastError();
    HANDLE handle = open_object(name, needed);
    const auto failed = static_cast<status>(GetLastError());
    SetLastError(before);
    if (handle == nullptr) return failed;
    const status result = of_handle(handle);
    CloseHandle(handle);
    return result;
}

status get_by_handle(HANDLE handle, SE_OBJECT_TYPE kind, SECURITY_INFORMATION which,
                     const places& to) {
    file_ownership file;
    return by_handle(
        handle, kind, READ_CONTROL,
        [&] {
            const status read =
                mapview::kernel::ownership_of_handle(number_of(handle), READ_CONTROL, file);
            return read == status::success ? hand_over(security_of_file(file), which, to) : read;
        },
        [&](std::string_view type) { return hand_over(security_of_object(type), which, to); });
}

status set_by_handle(HANDLE handle, SE_OBJECT_TYPE kind, const wanted_security& wanted) {
    return by_handle(
        handle, kind, wanted.needed(),
        [&] {
            file_ownership file;
            ownership_change change;
            const int number = number_of(handle);
            status done = mapview::kernel::ownership_of_handle(number, 0, file);
            if (done == status::success) done = change_of_file(file, wanted, change);
            if (done != status::success) return done;
            return mapview::kernel::change_ownership_of_handle(number, wanted.needed(), change);
        },
        [&](std::string_view type) { return set_for_object(type, wanted); });
}

status check_places(SECURITY_INFORMATION which, const places& to) {
    const bool unused = to.owner == nullptr && to.group == nullptr && to.list == nullptr &&
                        to.audit == nullptr && to.descriptor == nullptr;
    if (unused || to.descriptor == nullptr) return status::invalid_parameter;
    return check_kinds(which);
}

template <class Character>
DWORD get_by_name(const Character* name, SE_OBJECT_TYPE kind, SECURITY_INFORMATION which,
                  const places& to) {
    return static_cast<DWORD>(guarded([&] {
        if (const status good = check_places(which, to); good != status::success) return good;
        return by_name(
            name, kind, READ_CONTROL,
            [&](const std::string& path) {
                file_ownership file;
                const status read = mapview::kernel::ownership_of_path(path, file);
                return read == status::success ? hand_over(security_of_file(file), which, to)
                                               : read;
            },
            [&](HANDLE handle) { return get_by_handle(handle, kind, which, to); });
    }));
}

template <class Character>
DWORD set_by_name(const Character* name, SE_OBJECT_TYPE kind, const wanted_security& wanted) {
    return static_cast<DWORD>(guarded([&] {
        if (const status good = check_kinds(wanted.which); good != status::success) return good;
        return by_name(
            name, kind, wanted.needed(),
            [&](const std::string& path) {
                file_ownership file;
                ownership_change change;
                status done = mapview::kernel::ownership_of_path(path, file);
                if (done == status::success) done = change_of_file(file, wanted, change);
                if (done != status::success) return done;
                return mapview::kernel::change_ownership_of_path(path, change);
            },
            [&](HANDLE handle) { return set_by_handle(handle, kind, wanted); });
    }));
}

}  // namespace

DWORD WINAPI GetSecurityInfo(HANDLE handle, SE_OBJECT_TYPE ObjectType,
                             SECURITY_INFORMATION SecurityInfo, PSID* ppsidOwner, PSID* ppsidGroup,
                             PACL* ppDacl, PACL* ppSacl,
                             PSECURITY_DESCRIPTOR* ppSecurityDescriptor) {
    const places to{ppsidOwner, ppsidGroup, ppDacl, ppSacl, ppSecurityDescriptor};
    return static_cast<DWORD>(guarded([&] {
        const status good = check_places(SecurityInfo, to);
        return good == status::success ? get_by_handle(handle, ObjectType, SecurityInfo, to) : good;
    }));
}

DWORD WINAPI SetSecurityInfo(HANDLE handle, SE_OBJECT_TYPE ObjectType,
                             SECURITY_INFORMATION SecurityInfo, PSID psidOwner, PSID psidGroup,
                             PACL pDacl, PACL) {
    return static_cast<DWORD>(guarded([&] {
        const status good = check_kinds(SecurityInfo);
        if (good != status::success) return good;
        return set_by_handle(handle, ObjectType, {SecurityInfo, psidOwner, psidGroup, pDacl});
    }));
}

DWORD WINAPI GetNamedSecurityInfoA(LPCSTR pObjectName, SE_OBJECT_TYPE ObjectType,
                                   SECURITY_INFORMATION SecurityInfo, PSID* ppsidOwner,
                                   PSID* ppsidGroup, PACL* ppDacl, PACL* ppSacl,
                                   PSECURITY_DESCRIPTOR* ppSecurityDescriptor) {
    return get_by_name(pObjectName, ObjectType, SecurityInfo,
                       {ppsidOwner, ppsidGroup, ppDacl, ppSacl, ppSecurityDescriptor});
}

DWORD WINAPI SetNamedSecurityInfoA(LPSTR pObjectName, SE_OBJECT_TYPE ObjectType,
                                   SECURITY_INFORMATION SecurityInfo, PSID psidOwner,
                                   PSID psidGroup, PACL pDacl, PACL) {
    return set_by_name(pObjectName, ObjectType, {SecurityInfo, psidOwner, psidGroup, pDacl});
}

// The W functions for either size of wchar_t: see MAPVIEW_WIDE.

MAPVIEW_WIN32 DWORD GetNamedSecurityInfoW_utf16(const char16_t* name, SE_OBJECT_TYPE kind,
                                                SECURITY_INFORMATION which, PSID* owner,
                                                PSID* group, PACL* list, PACL* audit,
                                                PSECURITY_DESCRIPTOR* descriptor) {
    return get_by_name(name, kind, which, {owner, group, list, audit, descriptor});
}

MAPVIEW_WIN32 DWORD GetNamedSecurityInfoW_utf32(const char32_t* name, SE_OBJECT_TYPE kind,
                                                SECURITY_INFORMATION which, PSID* owner,
                                                PSID* group, PACL* list, PACL* audit,
                                                PSECURITY_DESCRIPTOR* descriptor) {
    return get_by_name(name, kind, which, {owner, group, list, audit, descriptor});
}

MAPVIEW_WIN32 DWORD SetNamedSecurityInfoW_utf16(const char16_t* name, SE_OBJECT_TYPE kind,
                                                SECURITY_INFORMATION which, PSID owner, PSID group,
                                                PACL list, PACL) {
    return set_by_name(name, kind, {which, owner, group, list});
}

MAPVIEW_WIN32 DWORD SetNamedSecurityInfoW_utf32(const char32_t* name, SE_OBJECT_TYPE kind,
                                                SECURITY_INFORMATION which, PSID owner, PSID group,
                                                PACL list, PACL) {
    return set_by_name(name, kind, {which, owner, group, list});
}
