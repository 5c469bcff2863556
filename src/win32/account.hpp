// win32/account.hpp - the accounts of Linux as Windows names accounts.
// SPDX-License-Identifier: MIT
#pragma once

#include <windows.h>

#include <sys/types.h>

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mapview::win32 {

/// A SID in its bytes.
using sid_bytes = std::vector<BYTE>;

sid_bytes make_sid(BYTE authority, std::initializer_list<DWORD> parts);
inline sid_bytes sid_of_everyone() {
    return make_sid(1, {0});
}

/// As Samba makes them: S-1-22-1-uid and S-1-22-2-gid.
sid_bytes sid_of_user(uid_t user);
sid_bytes sid_of_group(gid_t group);
std::optional<uid_t> user_of(PSID sid);
std::optional<gid_t> group_of(PSID sid);

inline PSID sid_in(sid_bytes& bytes) {
    return bytes.data();
}
bool same_sid(PSID one, const sid_bytes& other);
sid_bytes bytes_of_sid(PSID sid);

struct account {
    sid_bytes sid;
    std::string name;
    std::string domain;  ///< "Unix User" and "Unix Group", as Samba has it
    SID_NAME_USE use = SidTypeUnknown;
};

/// A user or else a group of this system, or "Everyone", whatever the case; a domain before a
/// backslash must be the account's own or the computer's.
std::optional<account> find_account(std::string_view name);
std::optional<account> find_account(PSID sid);

}  // namespace mapview::win32
