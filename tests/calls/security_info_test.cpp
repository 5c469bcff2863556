// Lists of rights as programs write them down, and those that objects have.
// https://learn.microsoft.com/windows/win32/api/aclapi/
// SPDX-License-Identifier: MIT
#include <windows.h>

#include <aclapi.h>
#include <sddl.h>

#include "conformance/calls.hpp"
#include "files/files.hpp"
#include "support/doctest.hpp"
#include "support/unique_name.hpp"
#include "support/wine.hpp"

#include <cstring>
#include <string>
#include <utility>
#include <vector>

using test::create, test::handle;

namespace {

// Everyone: S-1-1-0.
class account {
  public:
    explicit account(const char* text) { REQUIRE(ConvertStringSidToSidA(text, &sid_)); }
    ~account() { LocalFree(sid_); }
    account(const account&) = delete;
    account& operator=(const account&) = delete;
    PSID get() const { return sid_; }

  private:
    PSID sid_ = nullptr;
};

EXPLICIT_ACCESS_A access_for(const account& who, ACCESS_MODE mode, DWORD rights) {
    EXPLICIT_ACCESS_A wanted{};
    wanted.grfAccessPermissions = rights;
    wanted.grfAccessMode = mode;
    BuildTrusteeWithSidA(&wanted.Trustee, who.get());
    return wanted;
}

// A list for LocalFree.
class made_list {
  public:
    explicit made_list(EXPLICIT_ACCESS_A wanted, PACL old = nullptr) {
        REQUIRE(SetEntriesInAclA(1, &wanted, old, &list_) == ERROR_SUCCESS);
        REQUIRE(list_ != nullptr);
    }
    ~made_list() { LocalFree(list_); }
    made_list(const made_list&) = delete;
    made_list& operator=(const made_list&) = delete;

    PACL get() const { return list_; }
    const ACCESS_ALLOWED_ACE* entry(DWORD number) const {
        void* at = nullptr;
        REQUIRE(GetAce(list_, number, &at));
        return static_cast<const ACCESS_ALLOWED_ACE*>(at);
    }

  private:
    PACL list_ = nullptr;
};

struct descriptor_of {
    PSID owner = nullptr;
    PACL list = nullptr;
    PSECURITY_DESCRIPTOR descriptor = nullptr;
    DWORD error = 0;

    descriptor_of(HANDLE object, SE_OBJECT_TYPE kind) {
        error =
            GetSecurityInfo(object, kind, OWNER_SECURITY_INFORMATION | DACL_SECURITY_INFORMATION,
                            &owner, nullptr, &list, nullptr, &descriptor);
    }
    ~descriptor_of() { LocalFree(descriptor); }
    descriptor_of(const descriptor_of&) = delete;
    descriptor_of& operator=(const descriptor_of&) = delete;
};

}  // namespace

TEST_CASE("an entry becomes a list") {
    const account everyone("S-1-1-0");
    const made_list list(access_for(everyone, SET_ACCESS, GENERIC_ALL));
    CHECK(IsValidAcl(list.get()));
    REQUIRE(list.get()->AceCount == 1);
    CHECK(list.entry(0)->Header.AceType == ACCESS_ALLOWED_ACE_TYPE);
    CHECK(list.entry(0)->Mask == GENERIC_ALL);
    CHECK(EqualSid(const_cast<DWORD*>(&list.entry(0)->SidStart), everyone.get()));
}

TEST_CASE("what is set takes the place of what the old list grants, and is revoked") {
    const account everyone("S-1-1-0");
    const account admins("S-1-5-32-544");
    const made_list first(access_for(everyone, GRANT_ACCESS, GENERIC_READ));
    const made_list both(access_for(admins, GRANT_ACCESS, GENERIC_ALL), first.get());
    CHECK(both.get()->AceCount == 2);
    const made_list set(access_for(everyone, SET_ACCESS, GENERIC_WRITE), first.get());
    REQUIRE(set.get()->AceCount == 1);
    CHECK(set.entry(0)->Mask == GENERIC_WRITE);
    const made_list revoked(access_for(everyone, REVOKE_ACCESS, 0), both.get());
    REQUIRE(revoked.get()->AceCount == 1);
    CHECK(revoked.entry(0)->Mask == GENERIC_ALL);
    const made_list denied(access_for(admins, DENY_ACCESS, GENERIC_WRITE), first.get());
    REQUIRE(denied.get()->AceCount == 2);
    CHECK(denied.entry(0)->Header.AceType == ACCESS_DENIED_ACE_TYPE);
    const made_list more(access_for(everyone, GRANT_ACCESS, GENERIC_WRITE), first.get());
    CHECK(test::differs_on_wine("rights are not joined", more.get()->AceCount == 1));
    DWORD granted = 0;
    for (DWORD i = 0; i < more.get()->AceCount; ++i) granted |= more.entry(i)->Mask;
    CHECK(granted == (GENERIC_READ | GENERIC_WRITE));
}

TEST_CASE("entries that are said to be there and are not are refused") {
    if (test::running_on_wine()) return;  // which reads them
    PACL list = nullptr;
    CHECK(SetEntriesInAclA(1, nullptr, nullptr, &list) == ERROR_INVALID_PARAMETER);
    CHECK(SetEntriesInAclW(1, nullptr, nullptr, &list) == ERROR_INVALID_PARAMETER);
    CHECK(list == nullptr);
}

TEST_CASE("entries of an old list keep their order, whatever joins them") {
    // Who is denied what others inherit, behind what he is granted himself.
    const account everyone("S-1-1-0");
    const account admins("S-1-5-32-544");
    const account users("S-1-5-32-545");
    alignas(DWORD) BYTE bytes[256];
    auto* const old = reinterpret_cast<PACL>(bytes);
    REQUIRE(InitializeAcl(old, sizeof bytes, ACL_REVISION));
    REQUIRE(AddAccessDeniedAce(old, ACL_REVISION, 0x10, users.get()));
    REQUIRE(AddAccessAllowedAce(old, ACL_REVISION, 0x1, admins.get()));
    REQUIRE(AddAccessDeniedAceEx(old, ACL_REVISION, INHERITED_ACE, 0x1, admins.get()));
    REQUIRE(AddAccessAllowedAceEx(old, ACL_REVISION, INHERITED_ACE, 0x1, everyone.get()));
    const auto rights = [](const made_list& list) {
        std::vector<std::pair<BYTE, DWORD>> found;
        for (DWORD i = 0; i < list.get()->AceCount; ++i)
            found.emplace_back(list.entry(i)->Header.AceType, list.entry(i)->Mask);
        return found;
    };
    using entries = std::vector<std::pair<BYTE, DWORD>>;
    const made_list denied(access_for(everyone, DENY_ACCESS, 0x2), old);
    CHECK(rights(denied) == entries{{1, 0x2}, {1, 0x10}, {0, 0x1}, {1, 0x1}, {0, 0x1}});
    const made_list granted(access_for(everyone, GRANT_ACCESS, 0x2), old);
    CHECK(test::differs_on_wine("grants before denials",
                                rights(granted) ==
                                    entries{{1, 0x10}, {0, 0x2}, {0, 0x1}, {1, 0x1}, {0, 0x1}}));
    const made_list revoked(access_for(admins, REVOKE_ACCESS, 0), old);
    CHECK(rights(revoked) == entries{{1, 0x10}, {1, 0x1}, {0, 0x1}});
    // Where nothing is granted by the object itself, before what is inherited.
    const made_list again(access_for(users, GRANT_ACCESS, 0x4), revoked.get());
    CHECK(test::differs_on_wine("grants before denials",
                                rights(again) == entries{{1, 0x10}, {0, 0x4}, {1, 0x1}, {0, 0x1}}));
}

TEST_CASE("an account can be given by its name") {
    EXPLICIT_ACCESS_W wanted{};
    wchar_t everyone[] = L"Everyone";
    BuildExplicitAccessWithNameW(&wanted, everyone, GENERIC_READ, SET_ACCESS,
                                 SUB_CONTAINERS_AND_OBJECTS_INHERIT);
    CHECK(wanted.Trustee.TrusteeForm == TRUSTEE_IS_NAME);
    PACL list = nullptr;
    REQUIRE(SetEntriesInAclW(1, &wanted, nullptr, &list) == ERROR_SUCCESS);
    void* at = nullptr;
    REQUIRE(GetAce(list, 0, &at));
    const auto* const entry = static_cast<const ACCESS_ALLOWED_ACE*>(at);
    CHECK(entry->Header.AceFlags == (OBJECT_INHERIT_ACE | CONTAINER_INHERIT_ACE));
    CHECK(EqualSid(const_cast<DWORD*>(&entry->SidStart), account("S-1-1-0").get()));
    LocalFree(list);

    EXPLICIT_ACCESS_A unknown{};
    char nobody[] = "no such account of any system";
    BuildExplicitAccessWithNameA(&unknown, nobody, GENERIC_READ, SET_ACCESS, NO_INHERITANCE);
    list = nullptr;
    CHECK(test::differs_on_wine("unknown names", SetEntriesInAclA(1, &unknown, nullptr, &list) ==
                                                     ERROR_NONE_MAPPED));
    CHECK(list == nullptr);
}

TEST_CASE("an account's text is what it was made of") {
    const account admins("S-1-5-32-544");
    char* text = nullptr;
    REQUIRE(ConvertSidToStringSidA(admins.get(), &text));
    CHECK(std::string(text) == "S-1-5-32-544");
    LocalFree(text);
    wchar_t* wide = nullptr;
    REQUIRE(ConvertSidToStringSidW(admins.get(), &wide));
    CHECK(std::wcscmp(wide, L"S-1-5-32-544") == 0);
    LocalFree(wide);
    BYTE no_sid[8] = {9};
    const auto asked = test::ask([&] { return ConvertSidToStringSidA(no_sid, &text); });
    CHECK_FALSE(asked.value);
    CHECK(asked.error == ERROR_INVALID_SID);
}

TEST_CASE("an authority of more than 32 bits is written in twelve digits") {
    struct written {
        SID_IDENTIFIER_AUTHORITY authority;
        const char* text;
    };
    for (written each : {written{{{0, 0, 0xFF, 0xFF, 0xFF, 0xFF}}, "S-1-4294967295-7"},
                         written{{{0, 1, 0, 0, 0, 0}}, "S-1-0x000100000000-7"},
                         written{{{1, 2, 3, 4, 5, 0xEF}}, "S-1-0x0102030405ef-7"}}) {
        PSID sid = nullptr;
        REQUIRE(AllocateAndInitializeSid(&each.authority, 1, 7, 0, 0, 0, 0, 0, 0, 0, &sid));
        char* text = nullptr;
        const bool told = ConvertSidToStringSidA(sid, &text) && text == std::string(each.text);
        CHECK(test::differs_on_wine("long authorities", told));
        LocalFree(text);
        FreeSid(sid);
    }
}

TEST_CASE("a process has an owner and a list") {
    const descriptor_of told(GetCurrentProcess(), SE_KERNEL_OBJECT);
    REQUIRE(told.error == ERROR_SUCCESS);
    CHECK(IsValidSecurityDescriptor(told.descriptor));
    CHECK(IsValidSid(told.owner));
    REQUIRE(told.list != nullptr);
    CHECK(IsValidAcl(told.list));
    PSID owner = nullptr;
    BOOL defaulted = TRUE;
    REQUIRE(GetSecurityDescriptorOwner(told.descriptor, &owner, &defaulted));
    CHECK(EqualSid(owner, told.owner));
}

TEST_CASE("a section has an owner and a list") {
    const auto section = create(PAGE_READWRITE, 4096);
    const descriptor_of told(section.get(), SE_KERNEL_OBJECT);
    REQUIRE(told.error == ERROR_SUCCESS);
    CHECK(IsValidSecurityDescriptor(told.descriptor));
    CHECK(test::differs_on_wine("a section's descriptor is empty", IsValidSid(told.owner) &&
                                                                       told.list != nullptr &&
                                                                       IsValidAcl(told.list)));
    if (!IsValidSid(told.owner)) return;
    CHECK(SetSecurityInfo(section.get(), SE_KERNEL_OBJECT, OWNER_SECURITY_INFORMATION, told.owner,
                          nullptr, nullptr, nullptr) == ERROR_SUCCESS);
}

TEST_CASE("a file has an owner and a list, which it can be given again") {
    const test::temporary_file file("content");
    const handle opened(file.open_raw(GENERIC_READ | WRITE_DAC));
    const descriptor_of told(opened.get(), SE_FILE_OBJECT);
    REQUIRE(told.error == ERROR_SUCCESS);
    CHECK(IsValidSid(told.owner));
    REQUIRE(told.list != nullptr);
    CHECK(told.list->AceCount > 0);
    CHECK(SetSecurityInfo(opened.get(), SE_FILE_OBJECT, DACL_SECURITY_INFORMATION, nullptr, nullptr,
                          told.list, nullptr) == ERROR_SUCCESS);
    const descriptor_of again(opened.get(), SE_FILE_OBJECT);
    REQUIRE(again.error == ERROR_SUCCESS);
    CHECK(again.list->AceCount == told.list->AceCount);

    PSID owner = nullptr;
    PSECURITY_DESCRIPTOR descriptor = nullptr;
    REQUIRE(GetNamedSecurityInfoW(file.path(), SE_FILE_OBJECT, OWNER_SECURITY_INFORMATION, &owner,
                                  nullptr, nullptr, nullptr, &descriptor) == ERROR_SUCCESS);
    CHECK(EqualSid(owner, told.owner));
    LocalFree(descriptor);
}

TEST_CASE("who owns nothing that is there, or asks without the right, is told nothing") {
    PSID owner = nullptr;
    PSECURITY_DESCRIPTOR descriptor = nullptr;
    const std::string missing = test::unique_name();
    CHECK(GetNamedSecurityInfoA(missing.c_str(), SE_FILE_OBJECT, OWNER_SECURITY_INFORMATION, &owner,
                                nullptr, nullptr, nullptr, &descriptor) == ERROR_FILE_NOT_FOUND);
    CHECK(descriptor_of(nullptr, SE_KERNEL_OBJECT).error == ERROR_INVALID_HANDLE);
    const std::wstring name = test::unique_wide_name();
    const handle made(
        CreateFileMappingW(INVALID_HANDLE_VALUE, nullptr, PAGE_READWRITE, 0, 4096, name.c_str()));
    const handle reader(OpenFileMappingW(FILE_MAP_READ, FALSE, name.c_str()));
    REQUIRE(reader);
    CHECK(descriptor_of(reader.get(), SE_KERNEL_OBJECT).error == ERROR_ACCESS_DENIED);
}
