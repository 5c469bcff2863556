// SPDX-License-Identifier: MIT
#include "win32/mode_list.hpp"

#include <sys/stat.h>

#include <cstddef>

namespace mapview::win32 {
namespace {

using kernel::file_ownership;

// As in the nine bits of a mode.
constexpr unsigned reads = 4;
constexpr unsigned writes = 2;
constexpr unsigned runs = 1;
constexpr unsigned all = reads | writes | runs;

// What the owner may do whatever the mode says.
constexpr DWORD rights_of_owner =
    READ_CONTROL | WRITE_DAC | FILE_READ_ATTRIBUTES | FILE_WRITE_ATTRIBUTES | SYNCHRONIZE;
constexpr DWORD rights_of_anybody = READ_CONTROL | FILE_READ_ATTRIBUTES | SYNCHRONIZE;

DWORD granted_by(unsigned bits) {
    DWORD rights = rights_of_anybody;
    if ((bits & reads) != 0) rights |= FILE_GENERIC_READ;
    if ((bits & writes) != 0) rights |= FILE_GENERIC_WRITE;
    if ((bits & runs) != 0) rights |= FILE_GENERIC_EXECUTE;
    return rights;
}

// What must not be granted by a later entry: the data, not what everybody may ask.
DWORD denied_by(unsigned bits) {
    DWORD rights = 0;
    if ((bits & reads) != 0) rights |= FILE_READ_DATA;
    if ((bits & writes) != 0) rights |= FILE_WRITE_DATA | FILE_APPEND_DATA;
    if ((bits & runs) != 0) rights |= FILE_EXECUTE;
    return rights;
}

DWORD without_generic_rights(DWORD rights) {
    if ((rights & GENERIC_ALL) != 0) rights |= FILE_ALL_ACCESS;
    if ((rights & GENERIC_READ) != 0) rights |= FILE_GENERIC_READ;
    if ((rights & GENERIC_WRITE) != 0) rights |= FILE_GENERIC_WRITE;
    if ((rights & GENERIC_EXECUTE) != 0) rights |= FILE_GENERIC_EXECUTE;
    return rights;
}

// None for a right to write that is only a part of it.
std::optional<unsigned> bits_of(DWORD rights) {
    constexpr DWORD writing = FILE_WRITE_DATA | FILE_APPEND_DATA;
    rights = without_generic_rights(rights);
    if ((rights & writing) != 0 && (rights & writing) != writing) return {};
    unsigned bits = 0;
    if ((rights & FILE_READ_DATA) != 0) bits |= reads;
    if ((rights & writing) != 0) bits |= writes;
    if ((rights & FILE_EXECUTE) != 0) bits |= runs;
    return bits;
}

// One of the three that a mode knows, while a list is gone through.
struct mode_class {
    unsigned granted = 0;
    unsigned decided = 0;

    void meet(bool grants, unsigned bits) {
        if (grants) granted |= bits & ~decided;
        decided |= bits;
    }
};

}  // namespace

std::vector<BYTE> make_list(const std::vector<list_entry>& entries) {
    std::size_t size = sizeof(ACL);
    for (const list_entry& entry : entries)
        size += sizeof(ACE_HEADER) + sizeof(DWORD) + entry.sid.size();
    std::vector<BYTE> list(size);
    auto* const made = reinterpret_cast<PACL>(list.data());
    if (!InitializeAcl(made, static_cast<DWORD>(size), ACL_REVISION)) return {};
    for (const list_entry& entry : entries) {
        sid_bytes sid = entry.sid;
        const auto add =
            entry.type == ACCESS_DENIED_ACE_TYPE ? AddAccessDeniedAceEx : AddAccessAllowedAceEx;
        add(made, ACL_REVISION, entry.flags, entry.rights, sid_in(sid));
    }
    return list;
}

std::vector<list_entry> entries_of(PACL list) {
    std::vector<list_entry> entries;
    for (DWORD i = 0; list != nullptr && i < list->AceCount; ++i) {
        void* at = nullptr;
        if (!GetAce(list, i, &at)) break;
        const ACE_HEADER header = *static_cast<const ACE_HEADER*>(at);
        if (header.AceType == ACCESS_ALLOWED_ACE_TYPE || header.AceType == ACCESS_DENIED_ACE_TYPE) {
            const auto* const entry = static_cast<const ACCESS_ALLOWED_ACE*>(at);
            PSID const sid = static_cast<BYTE*>(at) + offsetof(ACCESS_ALLOWED_ACE, SidStart);
            entries.push_back({header.AceType, header.AceFlags, entry->Mask, bytes_of_sid(sid)});
        } else {
            entries.push_back({header.AceType, header.AceFlags, 0, {}});
        }
    }
    return entries;
}

std::vector<list_entry> list_of_mode(const file_ownership& file) {
    const unsigned user = file.mode >> 6 & all;
    const unsigned group = file.mode >> 3 & all;
    const unsigned others = file.mode & all;
    std::vector<list_entry> entries;
    const auto add = [&](BYTE type, DWORD rights, const sid_bytes& sid) {
        if (rights != 0) entries.push_back({type, 0, rights, sid});
    };
    add(ACCESS_DENIED_ACE_TYPE, denied_by((group | others) & ~user), sid_of_user(file.user));
    add(ACCESS_ALLOWED_ACE_TYPE, granted_by(user) | rights_of_owner, sid_of_user(file.user));
    add(ACCESS_DENIED_ACE_TYPE, denied_by(others & ~group), sid_of_group(file.group));
    add(ACCESS_ALLOWED_ACE_TYPE, granted_by(group), sid_of_group(file.group));
    add(ACCESS_ALLOWED_ACE_TYPE, granted_by(others), sid_of_everyone());
    return entries;
}

std::optional<mode_t> mode_of_list(PACL list, const file_ownership& file) {
    if (list == nullptr) return S_IRWXU | S_IRWXG | S_IRWXO;
    mode_class user;
    mode_class group;
    mode_class others;
    for (const list_entry& entry : entries_of(list)) {
        const bool grants = entry.type == ACCESS_ALLOWED_ACE_TYPE;
        if (!grants && entry.type != ACCESS_DENIED_ACE_TYPE) return {};
        if (file.is_folder && (entry.flags & (OBJECT_INHERIT_ACE | CONTAINER_INHERIT_ACE)) != 0)
            return {};
        if ((entry.flags & INHERIT_ONLY_ACE) != 0) continue;
        const auto bits = bits_of(entry.rights);
        if (!bits) return {};
        const bool everyone = entry.sid == sid_of_everyone();
        const bool of_group = everyone || entry.sid == sid_of_group(file.group);
        // The owner counts as one of the group's, which he mostly is.
        const bool of_user = of_group || entry.sid == sid_of_user(file.user);
        if (!of_user) return {};
        user.meet(grants, *bits);
        if (of_group) group.meet(grants, *bits);
        if (everyone) others.meet(grants, *bits);
    }
    return user.granted << 6 | group.granted << 3 | others.granted;
}

}  // namespace mapview::win32
