// SPDX-License-Identifier: MIT
#include <sddl.h>
#include <windows.h>

#include "win32/path.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <new>
#include <string>
#include <string_view>
#include <vector>

// https://learn.microsoft.com/windows/win32/secauthz/security-descriptor-definition-language
namespace {

using bytes = std::vector<BYTE>;

// What cannot be read; the Win32 error.
struct refusal {
    DWORD error;
};

void append_number(bytes& out, std::uint32_t value, int count) {
    for (int i = 0; i < count; ++i) out.push_back(static_cast<BYTE>(value >> (8 * i)));
}

void set_number(bytes& out, std::size_t at, std::uint32_t value) {
    for (std::size_t i = 0; i < 4; ++i) out.at(at + i) = static_cast<BYTE>(value >> (8 * i));
}

struct meaning {
    std::string_view word;
    std::uint32_t value;
};

struct account {
    std::string_view word;
    std::string_view sid;
};

// Those that need no domain.
constexpr auto accounts = std::to_array<account>({
    {"WD", "S-1-1-0"},      {"CO", "S-1-3-0"},      {"CG", "S-1-3-1"},      {"OW", "S-1-3-4"},
    {"NU", "S-1-5-2"},      {"IU", "S-1-5-4"},      {"SU", "S-1-5-6"},      {"AN", "S-1-5-7"},
    {"PS", "S-1-5-10"},     {"AU", "S-1-5-11"},     {"RC", "S-1-5-12"},     {"SY", "S-1-5-18"},
    {"LS", "S-1-5-19"},     {"NS", "S-1-5-20"},     {"BA", "S-1-5-32-544"}, {"BU", "S-1-5-32-545"},
    {"BG", "S-1-5-32-546"}, {"PU", "S-1-5-32-547"}, {"AO", "S-1-5-32-548"}, {"SO", "S-1-5-32-549"},
    {"PO", "S-1-5-32-550"}, {"BO", "S-1-5-32-551"}, {"RE", "S-1-5-32-552"}, {"RU", "S-1-5-32-554"},
    {"RD", "S-1-5-32-555"}, {"NO", "S-1-5-32-556"}, {"AC", "S-1-15-2-1"},   {"LW", "S-1-16-4096"},
    {"ME", "S-1-16-8192"},  {"HI", "S-1-16-12288"}, {"SI", "S-1-16-16384"},
});

constexpr auto ace_types = std::to_array<meaning>({{"A", 0}, {"D", 1}, {"AU", 2}, {"ML", 0x11}});

constexpr auto ace_flags = std::to_array<meaning>({{"OI", 0x01},
                                                   {"CI", 0x02},
                                                   {"NP", 0x04},
                                                   {"IO", 0x08},
                                                   {"ID", 0x10},
                                                   {"SA", 0x40},
                                                   {"FA", 0x80}});

constexpr auto ace_rights = std::to_array<meaning>({
    {"GA", GENERIC_ALL},
    {"GR", GENERIC_READ},
    {"GW", GENERIC_WRITE},
    {"GX", GENERIC_EXECUTE},
    {"SD", DELETE},
    {"RC", READ_CONTROL},
    {"WD", WRITE_DAC},
    {"WO", WRITE_OWNER},
    {"FA", FILE_ALL_ACCESS},
    {"FR", FILE_GENERIC_READ},
    {"FW", FILE_GENERIC_WRITE},
    {"FX", FILE_GENERIC_EXECUTE},
    {"KA", 0xF003F},
    {"KR", 0x20019},
    {"KW", 0x20006},
    {"KX", 0x20019},
    {"CC", 0x0001},
    {"DC", 0x0002},
    {"LC", 0x0004},
    {"SW", 0x0008},
    {"RP", 0x0010},
    {"WP", 0x0020},
    {"DT", 0x0040},
    {"LO", 0x0080},
    {"CR", 0x0100},
    {"NW", 0x0001},
    {"NR", 0x0002},
    {"NX", 0x0004},
});

// Takes a number away from the beginning of the text.
template <class Number>
Number take_number(std::string_view& text, DWORD error) {
    int base = 10;
    if (text.starts_with("0x") || text.starts_with("0X")) {
        base = 16;
        text.remove_prefix(2);
    }
    Number value = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), value, base);
    if (read.ec != std::errc{}) throw refusal{error};
    text.remove_prefix(static_cast<std::size_t>(read.ptr - text.data()));
    return value;
}

// Takes an account away: two letters, or S-1-authority-number-...
bytes take_sid(std::string_view& text, DWORD error) {
    const auto known = std::ranges::find(accounts, text.substr(0, 2), &account::word);
    if (known != accounts.end()) {
        text.remove_prefix(2);
        std::string_view written = known->sid;
        return take_sid(written, error);
    }
    if (!text.starts_with("S-1-")) throw refusal{error};
    text.remove_prefix(4);
    const auto authority = take_number<std::uint64_t>(text, error);
    if (authority >> 48 != 0) throw refusal{error};
    std::vector<std::uint32_t> parts;
    while (text.starts_with('-')) {
        text.remove_prefix(1);
        parts.push_back(take_number<std::uint32_t>(text, error));
    }
    constexpr std::size_t most_parts = 15;
    if (parts.empty() || parts.size() > most_parts) throw refusal{error};
    bytes sid{1, static_cast<BYTE>(parts.size())};
    for (int shift = 40; shift >= 0; shift -= 8)
        sid.push_back(static_cast<BYTE>(authority >> shift));
    for (const std::uint32_t part : parts) append_number(sid, part, 4);
    return sid;
}

template <class Meanings>
std::uint32_t value_of(std::string_view word, const Meanings& meanings) {
    const auto found = std::ranges::find(meanings, word, &meaning::word);
    if (found == meanings.end()) throw refusal{ERROR_INVALID_ACL};
    return found->value;
}

template <class Meanings>
std::uint32_t sum_of_pairs(std::string_view text, const Meanings& meanings) {
    std::uint32_t sum = 0;
    for (; !text.empty(); text.remove_prefix(std::min<std::size_t>(2, text.size())))
        sum |= value_of(text.substr(0, 2), meanings);
    return sum;
}

std::uint32_t rights_of(std::string_view text) {
    if (text.empty() || text[0] < '0' || text[0] > '9') return sum_of_pairs(text, ace_rights);
    const auto rights = take_number<std::uint32_t>(text, ERROR_INVALID_ACL);
    if (!text.empty()) throw refusal{ERROR_INVALID_ACL};
    return rights;
}

// The entry between two parentheses: type;flags;rights;object;inherited object;account.
void append_ace(bytes& acl, std::string_view text) {
    std::array<std::string_view, 6> fields;
    for (std::size_t i = 0; i < fields.size(); ++i) {
        const std::size_t end = text.find(';');
        if ((end == text.npos) != (i + 1 == fields.size())) throw refusal{ERROR_INVALID_ACL};
        fields.at(i) = text.substr(0, end);
        text.remove_prefix(end == text.npos ? text.size() : end + 1);
    }
    if (!fields[3].empty() || !fields[4].empty()) throw refusal{ERROR_INVALID_ACL};
    const bytes sid = take_sid(fields[5], ERROR_INVALID_ACL);
    if (!fields[5].empty()) throw refusal{ERROR_INVALID_ACL};
    append_number(acl, value_of(fields[0], ace_types), 1);
    append_number(acl, sum_of_pairs(fields[1], ace_flags), 1);
    append_number(acl, static_cast<std::uint32_t>(8 + sid.size()), 2);
    append_number(acl, rights_of(fields[2]), 4);
    acl.insert(acl.end(), sid.begin(), sid.end());
}

struct list_flags {
    DWORD is_protected, asks_inheritance, inherited;
};

// Takes a list away. Empty means one that grants everything.
bytes take_acl(std::string_view& text, const list_flags& flags, DWORD& control) {
    constexpr std::string_view everything = "NO_ACCESS_CONTROL";
    if (text.starts_with(everything)) {
        text.remove_prefix(everything.size());
        return {};
    }
    const auto take = [&](std::string_view word, DWORD bit) {
        if (!text.starts_with(word)) return false;
        text.remove_prefix(word.size());
        control |= bit;
        return true;
    };
    while (take("P", flags.is_protected) || take("AR", flags.asks_inheritance) ||
           take("AI", flags.inherited)) {
    }

    bytes acl{ACL_REVISION, 0, 0, 0, 0, 0, 0, 0};
    std::uint32_t count = 0;
    for (; text.starts_with('('); ++count) {
        const std::size_t end = text.find(')');
        if (end == text.npos) throw refusal{ERROR_INVALID_ACL};
        append_ace(acl, text.substr(1, end - 1));
        text.remove_prefix(end + 1);
    }
    if (acl.size() > 0xFFFF) throw refusal{ERROR_INVALID_ACL};
    set_number(acl, 2, static_cast<std::uint32_t>(acl.size()) | count << 16);
    return acl;
}

bytes descriptor_of(std::string_view text) {
    constexpr std::size_t owner_at = 4, group_at = 8, sacl_at = 12, dacl_at = 16;
    bytes made(20);
    made[0] = SECURITY_DESCRIPTOR_REVISION;
    DWORD control = SE_SELF_RELATIVE;
    const auto put = [&](std::size_t at, const bytes& part) {
        if (part.empty()) return;
        set_number(made, at, static_cast<std::uint32_t>(made.size()));
        made.insert(made.end(), part.begin(), part.end());
    };
    while (!text.empty()) {
        if (text.size() < 2 || text[1] != ':') throw refusal{ERROR_INVALID_PARAMETER};
        const char kind = text[0];
        text.remove_prefix(2);
        if (kind == 'O') {
            put(owner_at, take_sid(text, ERROR_INVALID_SID));
        } else if (kind == 'G') {
            put(group_at, take_sid(text, ERROR_INVALID_SID));
        } else if (kind == 'D') {
            control |= SE_DACL_PRESENT;
            put(dacl_at,
                take_acl(text,
                         {SE_DACL_PROTECTED, SE_DACL_AUTO_INHERIT_REQ, SE_DACL_AUTO_INHERITED},
                         control));
        } else if (kind == 'S') {
            control |= SE_SACL_PRESENT;
            put(sacl_at,
                take_acl(text,
                         {SE_SACL_PROTECTED, SE_SACL_AUTO_INHERIT_REQ, SE_SACL_AUTO_INHERITED},
                         control));
        } else {
            throw refusal{ERROR_INVALID_PARAMETER};
        }
    }
    made[2] = static_cast<BYTE>(control);
    made[3] = static_cast<BYTE>(control >> 8);
    return made;
}

// Hands over what `make` returns, in memory for LocalFree.
template <class Make>
BOOL convert(void** out, ULONG* size, Make&& make) {
    DWORD error = ERROR_SUCCESS;
    try {
        const bytes made = make();
        void* const copy = std::malloc(made.size());
        if (copy == nullptr) throw std::bad_alloc();
        std::memcpy(copy, made.data(), made.size());
        *out = copy;
        if (size != nullptr) *size = static_cast<ULONG>(made.size());
        return TRUE;
    } catch (const refusal& refused) {
        error = refused.error;
    } catch (const std::bad_alloc&) {
        error = ERROR_NOT_ENOUGH_MEMORY;
    }
    SetLastError(error);
    return FALSE;
}

template <class Character>
BOOL convert_descriptor(const Character* text, DWORD revision, PSECURITY_DESCRIPTOR* out,
                        ULONG* size) {
    return convert(out, size, [&] {
        if (text == nullptr || out == nullptr) throw refusal{ERROR_INVALID_PARAMETER};
        if (revision != SDDL_REVISION_1) throw refusal{ERROR_UNKNOWN_REVISION};
        return descriptor_of(mapview::win32::bytes_of(text));
    });
}

template <class Character>
BOOL convert_sid(const Character* text, PSID* out) {
    return convert(out, nullptr, [&] {
        if (text == nullptr || out == nullptr) throw refusal{ERROR_INVALID_PARAMETER};
        const std::string written = mapview::win32::bytes_of(text);
        std::string_view rest = written;
        bytes sid = take_sid(rest, ERROR_INVALID_SID);
        if (!rest.empty()) throw refusal{ERROR_INVALID_SID};
        return sid;
    });
}

}  // namespace

BOOL WINAPI ConvertStringSecurityDescriptorToSecurityDescriptorA(
    LPCSTR StringSecurityDescriptor, DWORD StringSDRevision,
    PSECURITY_DESCRIPTOR* SecurityDescriptor, PULONG SecurityDescriptorSize) {
    return convert_descriptor(StringSecurityDescriptor, StringSDRevision, SecurityDescriptor,
                              SecurityDescriptorSize);
}

BOOL WINAPI ConvertStringSidToSidA(LPCSTR StringSid, PSID* Sid) {
    return convert_sid(StringSid, Sid);
}

// The W functions for either size of wchar_t: see MAPVIEW_WIDE.

MAPVIEW_WIN32 BOOL ConvertStringSecurityDescriptorToSecurityDescriptorW_utf16(
    const char16_t* text, DWORD revision, PSECURITY_DESCRIPTOR* out, ULONG* size) {
    return convert_descriptor(text, revision, out, size);
}

MAPVIEW_WIN32 BOOL ConvertStringSecurityDescriptorToSecurityDescriptorW_utf32(
    const char32_t* text, DWORD revision, PSECURITY_DESCRIPTOR* out, ULONG* size) {
    return convert_descriptor(text, revision, out, size);
}

MAPVIEW_WIN32 BOOL ConvertStringSidToSidW_utf16(const char16_t* text, PSID* out) {
    return convert_sid(text, out);
}

MAPVIEW_WIN32 BOOL ConvertStringSidToSidW_utf32(const char32_t* text, PSID* out) {
    return convert_sid(text, out);
}
