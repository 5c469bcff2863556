// Accounts and lists of rights, in their bytes.
// https://learn.microsoft.com/windows/win32/api/securitybaseapi/
// SPDX-License-Identifier: MIT
#include <windows.h>

#include "calls.hpp"
#include "support/doctest.hpp"
#include "support/wine.hpp"

#include <cstring>
#include <vector>

using test::ask, test::differs_on_wine, test::untouched;

namespace {

SID_IDENTIFIER_AUTHORITY nt_authority = SECURITY_NT_AUTHORITY;

// Administrators: S-1-5-32-544.
class allocated_sid {
  public:
    explicit allocated_sid(DWORD last = DOMAIN_ALIAS_RID_ADMINS) {
        REQUIRE(AllocateAndInitializeSid(&nt_authority, 2, SECURITY_BUILTIN_DOMAIN_RID, last, 0, 0,
                                         0, 0, 0, 0, &sid_));
    }
    ~allocated_sid() { CHECK(FreeSid(sid_) == nullptr); }
    allocated_sid(const allocated_sid&) = delete;
    allocated_sid& operator=(const allocated_sid&) = delete;
    PSID get() const { return sid_; }

  private:
    PSID sid_ = nullptr;
};

template <class Call>
DWORD error_of(Call call) {
    const auto asked = ask(call);
    return asked.value ? untouched : asked.error;
}

// A list in a buffer of its own.
class acl_buffer {
  public:
    explicit acl_buffer(DWORD size = 256) : bytes_(size) {
        REQUIRE(InitializeAcl(get(), size, ACL_REVISION));
    }
    PACL get() { return reinterpret_cast<PACL>(bytes_.data()); }

    ACL_SIZE_INFORMATION sizes() {
        ACL_SIZE_INFORMATION told{};
        REQUIRE(GetAclInformation(get(), &told, sizeof told, AclSizeInformation));
        return told;
    }
    const ACCESS_ALLOWED_ACE* entry(DWORD number) {
        void* at = nullptr;
        REQUIRE(GetAce(get(), number, &at));
        return static_cast<const ACCESS_ALLOWED_ACE*>(at);
    }

  private:
    std::vector<BYTE> bytes_;
};

}  // namespace

TEST_CASE("an account is put together of its parts") {
    const allocated_sid admins;
    const BYTE expected[] = {1, 2, 0, 0, 0, 0, 0, 5, 32, 0, 0, 0, 0x20, 2, 0, 0};
    REQUIRE(GetLengthSid(admins.get()) == sizeof expected);
    CHECK(std::memcmp(admins.get(), expected, sizeof expected) == 0);
    CHECK(IsValidSid(admins.get()));
    CHECK(*GetSidSubAuthorityCount(admins.get()) == 2);
    CHECK(*GetSidSubAuthority(admins.get(), 0) == 32);
    CHECK(*GetSidSubAuthority(admins.get(), 1) == 544);
    CHECK(GetSidIdentifierAuthority(admins.get())->Value[5] == 5);
    CHECK(GetSidLengthRequired(2) == sizeof expected);
    PSID none = nullptr;
    CHECK(error_of([&] {
              return AllocateAndInitializeSid(&nt_authority, 9, 0, 0, 0, 0, 0, 0, 0, 0, &none);
          }) == ERROR_INVALID_SID);
}

TEST_CASE("an account with an unknown revision or too many parts is none") {
    BYTE bytes[SECURITY_MAX_SID_SIZE + 4] = {};
    REQUIRE(InitializeSid(bytes, &nt_authority, 14));
    CHECK(IsValidSid(bytes));
    CHECK(GetLengthSid(bytes) == SECURITY_MAX_SID_SIZE - 4);
    bytes[1] = 16;
    CHECK_FALSE(IsValidSid(bytes));
    bytes[1] = 1;
    bytes[0] = 2;
    CHECK_FALSE(IsValidSid(bytes));
    CHECK_FALSE(IsValidSid(nullptr));
    CHECK_FALSE(InitializeSid(bytes, &nt_authority, 16));
}

TEST_CASE("accounts are equal that have the same parts, and are copied where there is room") {
    const allocated_sid admins;
    const allocated_sid users(DOMAIN_ALIAS_RID_USERS);
    CHECK_FALSE(EqualSid(admins.get(), users.get()));
    CHECK(EqualPrefixSid(admins.get(), users.get()));
    BYTE copy[SECURITY_MAX_SID_SIZE] = {};
    const DWORD length = GetLengthSid(admins.get());
    const auto cut = ask([&] { return CopySid(length - 1, copy, admins.get()); });
    CHECK_FALSE(cut.value);
    CHECK(differs_on_wine("CopySid", cut.error == ERROR_INSUFFICIENT_BUFFER));
    CHECK(copy[0] == 0);
    CHECK(CopySid(length, copy, admins.get()));
    CHECK(EqualSid(admins.get(), copy));
}

TEST_CASE("accounts that every machine has are known by their number") {
    BYTE made[SECURITY_MAX_SID_SIZE] = {};
    DWORD size = 0;
    CHECK(error_of([&] { return CreateWellKnownSid(WinWorldSid, nullptr, nullptr, &size); }) ==
          ERROR_INSUFFICIENT_BUFFER);
    CHECK(size == 12);
    size = sizeof made;
    REQUIRE(CreateWellKnownSid(WinBuiltinAdministratorsSid, nullptr, made, &size));
    CHECK(size == 16);
    const allocated_sid admins;
    CHECK(EqualSid(made, admins.get()));
    CHECK(IsWellKnownSid(made, WinBuiltinAdministratorsSid));
    CHECK_FALSE(IsWellKnownSid(made, WinBuiltinUsersSid));
    CHECK(error_of([&] { return CreateWellKnownSid(WinWorldSid, nullptr, made, nullptr); }) ==
          ERROR_INVALID_PARAMETER);
}

TEST_CASE("a list has the entries that were added, in their order") {
    acl_buffer list;
    const allocated_sid admins;
    const allocated_sid users(DOMAIN_ALIAS_RID_USERS);
    CHECK(list.sizes().AceCount == 0);
    CHECK(list.sizes().AclBytesInUse == sizeof(ACL));
    CHECK(list.sizes().AclBytesFree == 256 - sizeof(ACL));
    REQUIRE(AddAccessDeniedAce(list.get(), ACL_REVISION, GENERIC_WRITE, users.get()));
    REQUIRE(AddAccessAllowedAceEx(list.get(), ACL_REVISION, OBJECT_INHERIT_ACE, GENERIC_ALL,
                                  admins.get()));
    CHECK(IsValidAcl(list.get()));
    CHECK(list.sizes().AceCount == 2);
    CHECK(list.sizes().AclBytesInUse == sizeof(ACL) + 2 * 24);
    CHECK(list.entry(0)->Header.AceType == ACCESS_DENIED_ACE_TYPE);
    CHECK(list.entry(0)->Mask == GENERIC_WRITE);
    CHECK(list.entry(1)->Header.AceType == ACCESS_ALLOWED_ACE_TYPE);
    CHECK(list.entry(1)->Header.AceFlags == OBJECT_INHERIT_ACE);
    CHECK(list.entry(1)->Header.AceSize == 24);
    CHECK(EqualSid(const_cast<DWORD*>(&list.entry(1)->SidStart), admins.get()));
    void* none = nullptr;
    CHECK(error_of([&] { return GetAce(list.get(), 2, &none); }) == ERROR_INVALID_PARAMETER);
    REQUIRE(DeleteAce(list.get(), 0));
    CHECK(list.sizes().AceCount == 1);
    CHECK(list.entry(0)->Mask == GENERIC_ALL);
}

TEST_CASE("what has no room in a list, or makes no list, is refused") {
    const allocated_sid admins;
    acl_buffer full(sizeof(ACL) + 24 + 23);
    CHECK(AddAccessAllowedAce(full.get(), ACL_REVISION, GENERIC_ALL, admins.get()));
    CHECK(error_of([&] {
              return AddAccessAllowedAce(full.get(), ACL_REVISION, GENERIC_ALL, admins.get());
          }) == ERROR_ALLOTTED_SPACE_EXCEEDED);
    BYTE no_sid[16] = {9};
    CHECK(error_of([&] {
              return AddAccessAllowedAce(full.get(), ACL_REVISION, GENERIC_ALL, no_sid);
          }) == ERROR_INVALID_SID);
    CHECK(error_of([&] {
              return AddAccessAllowedAce(full.get(), 77, GENERIC_ALL, admins.get());
          }) == ERROR_REVISION_MISMATCH);
    ACL small{};
    CHECK(error_of([&] { return InitializeAcl(&small, sizeof small - 1, ACL_REVISION); }) ==
          ERROR_INSUFFICIENT_BUFFER);
    CHECK(error_of([&] { return InitializeAcl(&small, sizeof small, 77); }) ==
          ERROR_INVALID_PARAMETER);
    CHECK(InitializeAcl(&small, sizeof small, ACL_REVISION));
    CHECK(IsValidAcl(&small));
    CHECK(IsValidAcl(full.get()));
    void* at = nullptr;
    REQUIRE(GetAce(full.get(), 0, &at));
    static_cast<ACE_HEADER*>(at)->AceSize = 1000;
    CHECK_FALSE(IsValidAcl(full.get()));
}

TEST_CASE("a list is valid whose entries hold whole accounts") {
    const allocated_sid admins;
    acl_buffer list(sizeof(ACL) + 24);
    REQUIRE(AddAccessAllowedAce(list.get(), ACL_REVISION, GENERIC_ALL, admins.get()));
    void* at = nullptr;
    REQUIRE(GetAce(list.get(), 0, &at));
    auto& entry = *static_cast<ACCESS_ALLOWED_ACE*>(at);
    auto& account = *reinterpret_cast<SID*>(&entry.SidStart);
    const auto is_refused = [&] { return differs_on_wine("IsValidAcl", !IsValidAcl(list.get())); };
    for (const BYTE type : {BYTE{ACCESS_ALLOWED_ACE_TYPE}, BYTE{ACCESS_DENIED_ACE_TYPE},
                            BYTE{SYSTEM_AUDIT_ACE_TYPE}}) {
        entry.Header.AceType = type;
        CHECK(IsValidAcl(list.get()));
        for (WORD size = 4; size < 24; size += 4) {
            entry.Header.AceSize = size;
            CHECK(is_refused());
        }
        entry.Header.AceSize = 24;
        account.SubAuthorityCount = 3;
        CHECK(is_refused());
        account.SubAuthorityCount = 2;
        account.Revision = 2;
        CHECK(is_refused());
        account.Revision = SID_REVISION;
        CHECK(IsValidAcl(list.get()));
    }
}
