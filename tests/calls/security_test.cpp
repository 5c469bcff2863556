// Security descriptors, and the objects that programs make with them.
// https://learn.microsoft.com/windows/win32/api/securitybaseapi/
// SPDX-License-Identifier: MIT
#include <windows.h>
// Behind <windows.h>, which Windows' own needs.
#include <sddl.h>

#include "conformance/calls.hpp"
#include "support/doctest.hpp"
#include "support/unique_name.hpp"
#include "support/wine.hpp"

#include <cstring>
#include <vector>

using test::ask, test::handle, test::untouched;

namespace {

// A descriptor made of text.
class described {
  public:
    explicit described(const char* text) {
        REQUIRE(ConvertStringSecurityDescriptorToSecurityDescriptorA(text, SDDL_REVISION_1, &made_,
                                                                     &size_));
    }
    ~described() { LocalFree(made_); }
    described(const described&) = delete;
    described& operator=(const described&) = delete;

    PSECURITY_DESCRIPTOR get() const { return made_; }
    ULONG size() const { return size_; }

    SECURITY_DESCRIPTOR_CONTROL control() const {
        SECURITY_DESCRIPTOR_CONTROL bits = 0;
        DWORD revision = 0;
        REQUIRE(GetSecurityDescriptorControl(made_, &bits, &revision));
        CHECK(revision == SECURITY_DESCRIPTOR_REVISION);
        return bits;
    }

    // The list as bytes; none where it is absent or NULL.
    std::vector<BYTE> dacl() const {
        BOOL present = FALSE;
        BOOL defaulted = TRUE;
        PACL list = nullptr;
        REQUIRE(GetSecurityDescriptorDacl(made_, &present, &list, &defaulted));
        if (!present || list == nullptr) return {};
        CHECK(defaulted == FALSE);
        const auto* const bytes = reinterpret_cast<const BYTE*>(list);
        return {bytes, bytes + list->AclSize};
    }

  private:
    PSECURITY_DESCRIPTOR made_ = nullptr;
    ULONG size_ = 0;
};

DWORD refused(const char* text, DWORD revision = SDDL_REVISION_1) {
    PSECURITY_DESCRIPTOR made = nullptr;
    const auto asked = ask([&] {
        return ConvertStringSecurityDescriptorToSecurityDescriptorA(text, revision, &made, nullptr);
    });
    CHECK(asked.value == FALSE);
    return asked.error;
}

// Makes a section with the descriptor and opens it by its name.
bool can_be_shared(PSECURITY_DESCRIPTOR descriptor) {
    SECURITY_ATTRIBUTES attributes{sizeof attributes, descriptor, FALSE};
    const auto name = test::unique_wide_name();
    const handle made(CreateFileMappingW(INVALID_HANDLE_VALUE, &attributes, PAGE_READWRITE, 0,
                                         test::page, name.c_str()));
    return made && test::opening(name, FILE_MAP_ALL_ACCESS) == untouched;
}

}  // namespace

TEST_CASE("a section with a NULL list of rights is there for all who may open it") {
    SECURITY_DESCRIPTOR descriptor;
    REQUIRE(InitializeSecurityDescriptor(&descriptor, SECURITY_DESCRIPTOR_REVISION));
    CHECK(SetSecurityDescriptorDacl(&descriptor, TRUE, nullptr, FALSE));
    CHECK(IsValidSecurityDescriptor(&descriptor));
    CHECK(can_be_shared(&descriptor));
}

TEST_CASE("a descriptor says what was set in it") {
    SECURITY_DESCRIPTOR descriptor;
    REQUIRE(InitializeSecurityDescriptor(&descriptor, SECURITY_DESCRIPTOR_REVISION));
    BOOL present = TRUE;
    BOOL defaulted = TRUE;
    PACL list = nullptr;
    CHECK(GetSecurityDescriptorDacl(&descriptor, &present, &list, &defaulted));
    CHECK(present == FALSE);
    ACL empty{ACL_REVISION, 0, sizeof(ACL), 0, 0};
    CHECK(SetSecurityDescriptorDacl(&descriptor, TRUE, &empty, TRUE));
    CHECK(GetSecurityDescriptorDacl(&descriptor, &present, &list, &defaulted));
    CHECK(present == TRUE);
    CHECK(defaulted == TRUE);
    CHECK(list == &empty);
    CHECK(SetSecurityDescriptorDacl(&descriptor, FALSE, nullptr, FALSE));
    CHECK(GetSecurityDescriptorDacl(&descriptor, &present, &list, &defaulted));
    CHECK(present == FALSE);
}

TEST_CASE("a revision that nobody knows is refused") {
    SECURITY_DESCRIPTOR descriptor{};
    CHECK(ask([&] { return InitializeSecurityDescriptor(&descriptor, 2); }).error ==
          ERROR_UNKNOWN_REVISION);
    CHECK(ask([&] { return SetSecurityDescriptorDacl(&descriptor, TRUE, nullptr, FALSE); }).error ==
          ERROR_UNKNOWN_REVISION);
    CHECK(IsValidSecurityDescriptor(&descriptor) == FALSE);
    CHECK(refused("D:(A;;GA;;;WD)", 0) == ERROR_UNKNOWN_REVISION);
}

TEST_CASE("text becomes a descriptor, with which a section can be made") {
    const described everyone("D:(A;OICI;GA;;;WD)");
    CHECK(everyone.control() == (SE_SELF_RELATIVE | SE_DACL_PRESENT));
    const std::vector<BYTE> expected{2, 0, 28, 0, 1, 0, 0, 0,     // an ACL with one entry
                                     0, 3, 20, 0, 0, 0, 0, 0x10,  // granted, inherited, all
                                     1, 1, 0,  0, 0, 0, 0, 1,    0, 0, 0, 0};
    CHECK(everyone.dacl() == expected);
    CHECK(can_be_shared(everyone.get()));
    CHECK(IsValidSecurityDescriptor(everyone.get()));
}

TEST_CASE("text may name accounts, rights and integrity in every way") {
    const described both("O:BAG:SYD:P(D;;0x1f;;;S-1-5-7)(A;;GRGW;;;BA)S:(ML;;NW;;;LW)");
    CHECK(both.control() ==
          (SE_SELF_RELATIVE | SE_DACL_PRESENT | SE_DACL_PROTECTED | SE_SACL_PRESENT));
    const auto list = both.dacl();
    REQUIRE(list.size() == 8 + 20 + 24);
    CHECK(list[4] == 2);
    CHECK(list[8] == 1);
    CHECK(list[12] == 0x1F);
    CHECK(list[35] == 0xC0);
    CHECK(both.size() == 20 + 16 + 12 + 52 + 8 + 20);
    const described nothing("");
    CHECK(nothing.control() == SE_SELF_RELATIVE);
}

TEST_CASE("the wide text is the narrow one, and an account is a part of it") {
    PSECURITY_DESCRIPTOR made = nullptr;
    ULONG size = 0;
    REQUIRE(ConvertStringSecurityDescriptorToSecurityDescriptorW(L"D:(A;;GA;;;WD)", SDDL_REVISION_1,
                                                                 &made, &size));
    const described narrow("D:(A;;GA;;;WD)");
    REQUIRE(size == narrow.size());
    CHECK(std::memcmp(made, narrow.get(), size) == 0);
    LocalFree(made);

    PSID administrators = nullptr;
    REQUIRE(ConvertStringSidToSidA("S-1-5-32-544", &administrators));
    const BYTE expected[] = {1, 2, 0, 0, 0, 0, 0, 5, 32, 0, 0, 0, 0x20, 2, 0, 0};
    CHECK(std::memcmp(administrators, expected, sizeof expected) == 0);
    LocalFree(administrators);
}

TEST_CASE("text that is no descriptor is refused") {
    CHECK(test::differs_on_wine("NULL text", refused(nullptr) == ERROR_INVALID_PARAMETER));
    CHECK(refused("D:(A;;GA;;;nobody)") == ERROR_INVALID_ACL);
    CHECK(refused("D:(Q;;GA;;;WD)") != untouched);
    CHECK(refused("D:(A;;GA;;;WD") != untouched);
    CHECK(refused("X:(A;;GA;;;WD)") != untouched);
    PSID sid = nullptr;
    CHECK(ask([&] { return ConvertStringSidToSidA("S-1-5-x", &sid); }).error == ERROR_INVALID_SID);
    CHECK(ask([&] { return ConvertStringSidToSidA(nullptr, &sid); }).error ==
          ERROR_INVALID_PARAMETER);
}
