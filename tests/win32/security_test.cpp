// Security descriptors, which nothing enforces.
// SPDX-License-Identifier: MIT
#include <sddl.h>
#include <windows.h>

#include "conformance/calls.hpp"
#include "support/doctest.hpp"
#include "support/unique_name.hpp"

using test::ask, test::handle, test::untouched;

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
