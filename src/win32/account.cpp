// SPDX-License-Identifier: MIT
#include "win32/account.hpp"

#include <grp.h>
#include <pwd.h>
#include <strings.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <climits>
#include <cstring>

namespace mapview::win32 {
namespace {

constexpr BYTE unix_authority = 22;
constexpr DWORD unix_users = 1;
constexpr DWORD unix_groups = 2;
constexpr std::string_view domain_of_users = "Unix User";
constexpr std::string_view domain_of_groups = "Unix Group";

std::optional<DWORD> number_of(PSID sid, DWORD kind) {
    if (!IsValidSid(sid)) return {};
    const auto* const parts = static_cast<const SID*>(sid);
    if (parts->SubAuthorityCount != 2) return {};
    const sid_bytes own = make_sid(unix_authority, {kind, parts->SubAuthority[1]});
    if (!same_sid(sid, own)) return {};
    return parts->SubAuthority[1];
}

// Calls one of the ..._r functions with as much room as it needs.
template <class Entry, class Call>
std::optional<Entry> look_up(std::string& room, Call&& call) {
    constexpr std::size_t most = 1 << 20;
    Entry entry{};
    Entry* found = nullptr;
    room.resize(1024);
    while (call(&entry, room.data(), room.size(), &found) == ERANGE && room.size() < most)
        room.resize(room.size() * 2);
    if (found == nullptr) return {};
    return entry;
}

account user_account(const passwd& entry) {
    return {sid_of_user(entry.pw_uid), entry.pw_name, std::string(domain_of_users), SidTypeUser};
}

account group_account(const group& entry) {
    return {sid_of_group(entry.gr_gid), entry.gr_name, std::string(domain_of_groups), SidTypeGroup};
}

account everyone() {
    return {sid_of_everyone(), "Everyone", "", SidTypeWellKnownGroup};
}

bool same_word(std::string_view one, std::string_view other) {
    return one.size() == other.size() && ::strncasecmp(one.data(), other.data(), one.size()) == 0;
}

bool is_this_computer(std::string_view domain) {
    std::array<char, HOST_NAME_MAX + 1> host{};
    ::gethostname(host.data(), host.size() - 1);
    const std::string_view name(host.data());
    return same_word(domain, ".") || same_word(domain, name.substr(0, name.find('.')));
}

}  // namespace

sid_bytes make_sid(BYTE authority, std::initializer_list<DWORD> parts) {
    sid_bytes sid{SID_REVISION, static_cast<BYTE>(parts.size()), 0, 0, 0, 0, 0, authority};
    for (const DWORD part : parts)
        for (int shift = 0; shift < 32; shift += 8) sid.push_back(static_cast<BYTE>(part >> shift));
    return sid;
}

sid_bytes sid_of_user(uid_t user) {
    return make_sid(unix_authority, {unix_users, user});
}

sid_bytes sid_of_group(gid_t group) {
    return make_sid(unix_authority, {unix_groups, group});
}

std::optional<uid_t> user_of(PSID sid) {
    return number_of(sid, unix_users);
}

std::optional<gid_t> group_of(PSID sid) {
    return number_of(sid, unix_groups);
}

bool same_sid(PSID one, const sid_bytes& other) {
    return GetLengthSid(one) == other.size() && std::memcmp(one, other.data(), other.size()) == 0;
}

sid_bytes bytes_of_sid(PSID sid) {
    const auto* const begin = static_cast<const BYTE*>(sid);
    return {begin, begin + GetLengthSid(sid)};
}

std::optional<account> find_account(std::string_view name) {
    std::string_view domain;
    if (const std::size_t end = name.find('\\'); end != name.npos) {
        domain = name.substr(0, end);
        name.remove_prefix(end + 1);
    }
    const auto fits = [&](std::string_view own) {
        return domain.empty() || same_word(domain, own) || is_this_computer(domain);
    };
    if (domain.empty() && same_word(name, "Everyone")) return everyone();
    const std::string text(name);
    std::string room;
    const auto user =
        look_up<passwd>(room, [&](auto... out) { return ::getpwnam_r(text.c_str(), out...); });
    if (user && fits(domain_of_users)) return user_account(*user);
    const auto found =
        look_up<group>(room, [&](auto... out) { return ::getgrnam_r(text.c_str(), out...); });
    if (found && fits(domain_of_groups)) return group_account(*found);
    return {};
}

std::optional<account> find_account(PSID sid) {
    if (same_sid(sid, sid_of_everyone())) return everyone();
    std::string room;
    if (const auto number = user_of(sid)) {
        const auto user =
            look_up<passwd>(room, [&](auto... out) { return ::getpwuid_r(*number, out...); });
        if (user) return user_account(*user);
    }
    if (const auto number = group_of(sid)) {
        const auto found =
            look_up<group>(room, [&](auto... out) { return ::getgrgid_r(*number, out...); });
        if (found) return group_account(*found);
    }
    return {};
}

}  // namespace mapview::win32
