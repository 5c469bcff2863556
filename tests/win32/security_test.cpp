// Security descriptors, which nothing enforces.
// SPDX-License-Identifier: MIT
#include <aclapi.h>
#include <sddl.h>
#include <windows.h>

#include "conformance/calls.hpp"
#include "support/doctest.hpp"
#include "support/unique_name.hpp"

#include <filesystem>
#include <string>
#include <vector>

using test::ask, test::handle, test::untouched;

namespace {

std::string text_of(PSID sid) {
    char* text = nullptr;
    REQUIRE(ConvertSidToStringSidA(sid, &text));
    const std::string copy = text;
    LocalFree(text);
    return copy;
}

handle own_token(DWORD access) {
    HANDLE opened = nullptr;
    REQUIRE(OpenProcessToken(GetCurrentProcess(), access, &opened));
    return handle(opened);
}

std::string own_account() {
    const handle token = own_token(TOKEN_QUERY);
    std::vector<BYTE> bytes(128);
    DWORD size = 0;
    REQUIRE(GetTokenInformation(token.get(), TokenUser, bytes.data(), 128, &size));
    return text_of(reinterpret_cast<TOKEN_USER*>(bytes.data())->User.Sid);
}

// A new file and its mode.
class file_with_mode {
  public:
    explicit file_with_mode(unsigned mode) {
        char folder[MAX_PATH] = "";
        REQUIRE(GetTempPathA(MAX_PATH, folder) != 0);
        REQUIRE(GetTempFileNameA(folder, "acl", 0, path_) != 0);
        std::filesystem::permissions(path_, std::filesystem::perms(mode));
    }
    ~file_with_mode() { DeleteFileA(path_); }
    file_with_mode(const file_with_mode&) = delete;
    file_with_mode& operator=(const file_with_mode&) = delete;

    char* path() { return path_; }
    unsigned mode() const {
        return static_cast<unsigned>(std::filesystem::status(path_).permissions()) & 0777;
    }
    DWORD set(PACL list) {
        return SetNamedSecurityInfoA(path_, SE_FILE_OBJECT, DACL_SECURITY_INFORMATION, nullptr,
                                     nullptr, list, nullptr);
    }
    /// Gives the list that a mode has to another file.
    DWORD copy_to(file_with_mode& other) {
        PACL list = nullptr;
        PSECURITY_DESCRIPTOR descriptor = nullptr;
        REQUIRE(GetNamedSecurityInfoA(path_, SE_FILE_OBJECT, DACL_SECURITY_INFORMATION, nullptr,
                                      nullptr, &list, nullptr, &descriptor) == ERROR_SUCCESS);
        const DWORD result = other.set(list);
        LocalFree(descriptor);
        return result;
    }

  private:
    char path_[MAX_PATH] = "";
};

// A list with one entry, as text has it.
class list_of {
  public:
    explicit list_of(const std::string& entries) {
        REQUIRE(ConvertStringSecurityDescriptorToSecurityDescriptorA(
            ("D:" + entries).c_str(), SDDL_REVISION_1, &descriptor_, nullptr));
        BOOL present = FALSE;
        BOOL defaulted = FALSE;
        REQUIRE(GetSecurityDescriptorDacl(descriptor_, &present, &list_, &defaulted));
    }
    ~list_of() { LocalFree(descriptor_); }
    list_of(const list_of&) = delete;
    list_of& operator=(const list_of&) = delete;
    PACL get() const { return list_; }

  private:
    PSECURITY_DESCRIPTOR descriptor_ = nullptr;
    PACL list_ = nullptr;
};

}  // namespace

TEST_CASE("on Linux a user's account is made of his number") {
    const handle token = own_token(TOKEN_QUERY);
    std::vector<BYTE> bytes(128);
    DWORD size = 0;
    CHECK(own_account().starts_with("S-1-22-1-"));
    TOKEN_ELEVATION elevation{};
    REQUIRE(GetTokenInformation(token.get(), TokenElevation, &elevation, sizeof elevation, &size));
    CHECK((elevation.TokenIsElevated != 0) == (own_account() == "S-1-22-1-0"));
    CHECK(ask([&] {
              return GetTokenInformation(token.get(), TokenSource, bytes.data(), 128, &size);
          }).error == ERROR_NOT_SUPPORTED);
}

TEST_CASE("on Linux accounts are the system's users and groups") {
    PSID root = nullptr;
    REQUIRE(ConvertStringSidToSidA("S-1-22-1-0", &root));
    char name[64] = "";
    char domain[64] = "";
    DWORD name_size = 64;
    DWORD domain_size = 64;
    SID_NAME_USE use{};
    REQUIRE(LookupAccountSidA(nullptr, root, name, &name_size, domain, &domain_size, &use));
    CHECK(std::string(name) == "root");
    CHECK(std::string(domain) == "Unix User");
    CHECK(use == SidTypeUser);
    BYTE found[SECURITY_MAX_SID_SIZE];
    DWORD size = sizeof found;
    domain_size = 64;
    REQUIRE(LookupAccountNameW(nullptr, L"Unix User\\root", found, &size, nullptr, &domain_size,
                               &use) == FALSE);
    CHECK(GetLastError() == ERROR_INSUFFICIENT_BUFFER);
    CHECK(domain_size == 10);
    wchar_t wide_domain[64] = L"";
    REQUIRE(LookupAccountNameW(nullptr, L"root", found, &size, wide_domain, &domain_size, &use));
    CHECK(EqualSid(found, root));
    LocalFree(root);
    CHECK(ask([&] {
              return LookupAccountNameA("elsewhere", "root", found, &size, domain, &domain_size,
                                        &use);
          }).error == ERROR_NOT_SUPPORTED);
}

TEST_CASE("on Linux a file's list is its mode") {
    for (const unsigned mode : {0600U, 0644U, 0755U, 0070U, 0007U, 0461U, 0777U, 0000U}) {
        file_with_mode from(mode);
        file_with_mode to(0640);
        CHECK(from.copy_to(to) == ERROR_SUCCESS);
        CHECK(to.mode() == mode);
    }
    file_with_mode file(0600);
    CHECK(file.set(list_of("(A;;GA;;;WD)").get()) == ERROR_SUCCESS);
    CHECK(file.mode() == 0777);
    CHECK(file.set(list_of("(A;;GRGW;;;" + own_account() + ")(A;;GR;;;WD)").get()) ==
          ERROR_SUCCESS);
    CHECK(file.mode() == 0644);
    CHECK(file.set(list_of("(D;;GW;;;WD)(A;;GA;;;WD)").get()) == ERROR_SUCCESS);
    CHECK(file.mode() == 0555);
    CHECK(file.set(nullptr) == ERROR_SUCCESS);
    CHECK(file.mode() == 0777);
}

TEST_CASE("on Linux a list that no mode expresses is refused") {
    file_with_mode file(0640);
    CHECK(file.set(list_of("(A;;GA;;;SY)").get()) == ERROR_NOT_SUPPORTED);
    CHECK(file.set(list_of("(A;;0x2;;;WD)").get()) == ERROR_NOT_SUPPORTED);
    CHECK(file.set(list_of("(AU;SA;GA;;;WD)").get()) == ERROR_NOT_SUPPORTED);
    CHECK(file.mode() == 0640);
    char folder[MAX_PATH] = "";
    REQUIRE(GetTempPathA(MAX_PATH, folder) != 0);
    CHECK(SetNamedSecurityInfoA(folder, SE_FILE_OBJECT, DACL_SECURITY_INFORMATION, nullptr, nullptr,
                                list_of("(A;OICI;GA;;;WD)").get(), nullptr) == ERROR_NOT_SUPPORTED);
    PSID other = nullptr;
    REQUIRE(ConvertStringSidToSidA("S-1-5-18", &other));
    CHECK(SetNamedSecurityInfoA(file.path(), SE_FILE_OBJECT, OWNER_SECURITY_INFORMATION, other,
                                nullptr, nullptr, nullptr) == ERROR_INVALID_OWNER);
    LocalFree(other);
    PACL list = nullptr;
    PSECURITY_DESCRIPTOR descriptor = nullptr;
    CHECK(GetNamedSecurityInfoA(file.path(), SE_FILE_OBJECT, SACL_SECURITY_INFORMATION, nullptr,
                                nullptr, nullptr, &list, &descriptor) == ERROR_PRIVILEGE_NOT_HELD);
}

TEST_CASE("on Linux a list that no mode expresses is refused before it is read beyond its end") {
    auto* const pages =
        static_cast<BYTE*>(VirtualAlloc(nullptr, 2 * test::page, MEM_RESERVE, PAGE_NOACCESS));
    REQUIRE(VirtualAlloc(pages, test::page, MEM_COMMIT, PAGE_READWRITE) != nullptr);
    constexpr WORD size = sizeof(ACL) + sizeof(ACE_HEADER);
    auto* const list = reinterpret_cast<PACL>(pages + test::page - size);
    *list = {ACL_REVISION, 0, size, 1, 0};
    auto& entry = *reinterpret_cast<ACE_HEADER*>(list + 1);
    file_with_mode file(0640);
    EXPLICIT_ACCESS_A nobody{};
    nobody.grfAccessMode = GRANT_ACCESS;
    BYTE sid[SECURITY_MAX_SID_SIZE] = {SID_REVISION};
    BuildTrusteeWithSidA(&nobody.Trustee, sid);
    PACL made = nullptr;
    for (const BYTE type : {BYTE{ACCESS_ALLOWED_ACE_TYPE}, BYTE{ACCESS_DENIED_ACE_TYPE}}) {
        entry = {type, 0, sizeof entry};
        CHECK(file.set(list) == ERROR_INVALID_ACL);
        CHECK(SetEntriesInAclA(1, &nobody, list, &made) == ERROR_INVALID_ACL);
        CHECK(SetSecurityInfo(GetCurrentProcess(), SE_KERNEL_OBJECT, DACL_SECURITY_INFORMATION,
                              nullptr, nullptr, list, nullptr) == ERROR_INVALID_ACL);
    }
    constexpr BYTE unknown = 0x7F;
    entry = {unknown, 0, sizeof entry};
    CHECK(file.set(list) == ERROR_NOT_SUPPORTED);
    CHECK(SetEntriesInAclA(1, &nobody, list, &made) == ERROR_NOT_SUPPORTED);
    CHECK(made == nullptr);
    CHECK(file.mode() == 0640);
    VirtualFree(pages, 0, MEM_RELEASE);
}

TEST_CASE("on Linux an object's list cannot be changed") {
    const std::string name = test::unique_name();
    std::string given = name;
    const handle event(CreateEventA(nullptr, TRUE, FALSE, name.c_str()));
    const auto setting = [&](PACL list) {
        return SetNamedSecurityInfoA(given.data(), SE_KERNEL_OBJECT, DACL_SECURITY_INFORMATION,
                                     nullptr, nullptr, list, nullptr);
    };
    CHECK(setting(list_of("(A;;GA;;;WD)").get()) == ERROR_NOT_SUPPORTED);
    CHECK(setting(nullptr) == ERROR_NOT_SUPPORTED);
    CHECK(setting(list_of("(A;;GA;;;" + own_account() + ")").get()) == ERROR_SUCCESS);

    PSID owner = nullptr;
    PACL list = nullptr;
    PSECURITY_DESCRIPTOR descriptor = nullptr;
    REQUIRE(GetNamedSecurityInfoA(name.c_str(), SE_KERNEL_OBJECT,
                                  OWNER_SECURITY_INFORMATION | DACL_SECURITY_INFORMATION, &owner,
                                  nullptr, &list, nullptr, &descriptor) == ERROR_SUCCESS);
    CHECK(text_of(owner) == own_account());
    REQUIRE(list->AceCount == 1);
    void* at = nullptr;
    REQUIRE(GetAce(list, 0, &at));
    CHECK(static_cast<ACCESS_ALLOWED_ACE*>(at)->Mask == EVENT_ALL_ACCESS);
    LocalFree(descriptor);
    const std::string missing = test::unique_name();
    CHECK(GetNamedSecurityInfoA(missing.c_str(), SE_KERNEL_OBJECT, OWNER_SECURITY_INFORMATION,
                                &owner, nullptr, nullptr, nullptr,
                                &descriptor) == ERROR_FILE_NOT_FOUND);
    CHECK(GetNamedSecurityInfoA("service", SE_SERVICE, OWNER_SECURITY_INFORMATION, &owner, nullptr,
                                nullptr, nullptr, &descriptor) == ERROR_NOT_SUPPORTED);
}

TEST_CASE("on Linux a privilege that is held is enabled, and stays so") {
    const handle token = own_token(TOKEN_ADJUST_PRIVILEGES);
    TOKEN_PRIVILEGES global{1, {{{30, 0}, 0}}};
    const auto adjusting = [&] {
        return ask([&] {
                   return AdjustTokenPrivileges(token.get(), FALSE, &global, 0, nullptr, nullptr);
               })
            .error;
    };
    for (const DWORD without : {DWORD{0}, DWORD{SE_PRIVILEGE_ENABLED_BY_DEFAULT},
                                DWORD{SE_PRIVILEGE_REMOVED | SE_PRIVILEGE_ENABLED}}) {
        global.Privileges[0].Attributes = without;
        CHECK(adjusting() == ERROR_NOT_SUPPORTED);
    }
    global.Privileges[0].Attributes = SE_PRIVILEGE_ENABLED;
    CHECK(adjusting() == ERROR_SUCCESS);
}

TEST_CASE("on Linux a descriptor shuts nobody out") {
    ACL nobody{ACL_REVISION, 0, sizeof(ACL), 0, 0};
    SECURITY_DESCRIPTOR descriptor;
    REQUIRE(InitializeSecurityDescriptor(&descriptor, SECURITY_DESCRIPTOR_REVISION));
    REQUIRE(SetSecurityDescriptorDacl(&descriptor, TRUE, &nobody, FALSE));
    SECURITY_ATTRIBUTES attributes{sizeof attributes, &descriptor, FALSE};
    const auto name = test::unique_wide_name();
    const handle made(CreateFileMappingW(INVALID_HANDLE_VALUE, &attributes, PAGE_READWRITE, 0,
                                         test::page, name.c_str()));
    REQUIRE(made);
    CHECK(test::opening(name, FILE_MAP_ALL_ACCESS) == untouched);
}

TEST_CASE("on Linux a descriptor names no account of a domain") {
    PSECURITY_DESCRIPTOR made = nullptr;
    const auto refused = [&](const char* text) {
        return ask([&] {
                   return ConvertStringSecurityDescriptorToSecurityDescriptorA(
                       text, SDDL_REVISION_1, &made, nullptr);
               })
            .error;
    };
    CHECK(refused("D:(A;;GA;;;DA)") == ERROR_INVALID_ACL);
    CHECK(refused("D:(OA;;CR;;;WD)") == ERROR_INVALID_ACL);
    CHECK(refused("O:DA") == ERROR_INVALID_SID);
    CHECK(made == nullptr);
}
