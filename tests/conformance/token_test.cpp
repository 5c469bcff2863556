// Whose a process is, and what it may do.
// https://learn.microsoft.com/windows/win32/secauthz/access-tokens
// SPDX-License-Identifier: MIT
#include <windows.h>

#include "calls.hpp"
#include "support/doctest.hpp"
#include "support/wine.hpp"

#include <string>
#include <vector>

using test::ask, test::differs_on_wine, test::handle, test::untouched;

namespace {

template <class Call>
DWORD error_of(Call call) {
    const auto asked = ask(call);
    return asked.value ? untouched : asked.error;
}

handle own_token(DWORD access = TOKEN_QUERY) {
    HANDLE opened = nullptr;
    REQUIRE(OpenProcessToken(GetCurrentProcess(), access, &opened));
    return handle(opened);
}

// What a token tells, asked for as programs do it.
std::vector<BYTE> told(const handle& token, TOKEN_INFORMATION_CLASS which) {
    DWORD size = 0;
    CHECK(error_of([&] { return GetTokenInformation(token.get(), which, nullptr, 0, &size); }) ==
          ERROR_INSUFFICIENT_BUFFER);
    REQUIRE(size > 0);
    std::vector<BYTE> bytes(size);
    REQUIRE(GetTokenInformation(token.get(), which, bytes.data(), size, &size));
    return bytes;
}

LUID privilege(const char* name) {
    LUID number{};
    REQUIRE(LookupPrivilegeValueA(nullptr, name, &number));
    return number;
}

// Asks for a privilege; the last error tells whether it was there.
test::answer<BOOL> enable(const handle& token, LUID number, TOKEN_PRIVILEGES* before = nullptr) {
    TOKEN_PRIVILEGES wanted{1, {{number, SE_PRIVILEGE_ENABLED}}};
    DWORD size = 0;
    return ask([&] {
        return AdjustTokenPrivileges(token.get(), FALSE, &wanted, sizeof wanted, before, &size);
    });
}

}  // namespace

TEST_CASE("a process's token tells its user, groups and owner") {
    const handle token = own_token();
    const auto user = told(token, TokenUser);
    const auto* const account = reinterpret_cast<const TOKEN_USER*>(user.data());
    CHECK(IsValidSid(account->User.Sid));
    CHECK(account->User.Attributes == 0);
    CHECK(static_cast<const BYTE*>(account->User.Sid) > user.data());
    CHECK(static_cast<const BYTE*>(account->User.Sid) < user.data() + user.size());

    const auto owner = told(token, TokenOwner);
    CHECK(IsValidSid(reinterpret_cast<const TOKEN_OWNER*>(owner.data())->Owner));
    const auto group = told(token, TokenPrimaryGroup);
    CHECK(IsValidSid(reinterpret_cast<const TOKEN_PRIMARY_GROUP*>(group.data())->PrimaryGroup));

    const auto all = told(token, TokenGroups);
    const auto* const groups = reinterpret_cast<const TOKEN_GROUPS*>(all.data());
    REQUIRE(groups->GroupCount > 0);
    for (DWORD i = 0; i < groups->GroupCount; ++i) CHECK(IsValidSid(groups->Groups[i].Sid));
}

TEST_CASE("a token tells its type, and whether it is elevated") {
    const handle token = own_token();
    TOKEN_TYPE type{};
    DWORD size = 0;
    REQUIRE(GetTokenInformation(token.get(), TokenType, &type, sizeof type, &size));
    CHECK(type == TokenPrimary);
    CHECK(size == sizeof type);
    TOKEN_ELEVATION elevation{77};
    REQUIRE(GetTokenInformation(token.get(), TokenElevation, &elevation, sizeof elevation, &size));
    CHECK(elevation.TokenIsElevated <= 1);
    CHECK(size == sizeof elevation);
    const auto nothing = ask([&] {
        return GetTokenInformation(token.get(), static_cast<TOKEN_INFORMATION_CLASS>(0), &type,
                                   sizeof type, &size);
    });
    CHECK_FALSE(nothing.value);
    CHECK(differs_on_wine("TokenClass", nothing.error == ERROR_INVALID_PARAMETER));
}

TEST_CASE("a token is a handle, which its rights limit") {
    DWORD size = 0;
    TOKEN_TYPE type{};
    const auto asking = [&](HANDLE token) {
        return error_of(
            [&] { return GetTokenInformation(token, TokenType, &type, sizeof type, &size); });
    };
    handle token = own_token(TOKEN_ADJUST_PRIVILEGES);
    CHECK(asking(token.get()) == ERROR_ACCESS_DENIED);
    token = own_token(TOKEN_QUERY);
    CHECK(asking(token.get()) == untouched);
    CHECK(enable(token, privilege("SeDebugPrivilege")).error == ERROR_ACCESS_DENIED);
    HANDLE copy = nullptr;
    REQUIRE(DuplicateHandle(GetCurrentProcess(), token.get(), GetCurrentProcess(), &copy, 0, FALSE,
                            DUPLICATE_SAME_ACCESS));
    CHECK(asking(copy) == untouched);
    CHECK(CloseHandle(copy));
    CHECK(asking(copy) == ERROR_INVALID_HANDLE);
    const handle all = own_token(TOKEN_ALL_ACCESS);
    REQUIRE(DuplicateHandle(GetCurrentProcess(), all.get(), GetCurrentProcess(), &copy,
                            TOKEN_ADJUST_PRIVILEGES, FALSE, 0));
    CHECK(asking(copy) == ERROR_ACCESS_DENIED);
    CHECK(CloseHandle(copy));
    const handle event(CreateEventA(nullptr, TRUE, FALSE, nullptr));
    CHECK(asking(event.get()) == ERROR_INVALID_HANDLE);
    CHECK(asking(nullptr) == ERROR_INVALID_HANDLE);
}

TEST_CASE("a thread that impersonates nobody has no token") {
    HANDLE opened = nullptr;
    const auto opening = [&](HANDLE thread) {
        return error_of([&] { return OpenThreadToken(thread, TOKEN_QUERY, FALSE, &opened); });
    };
    CHECK(opening(GetCurrentThread()) == ERROR_NO_TOKEN);
    CHECK(opening(nullptr) == ERROR_INVALID_HANDLE);
    CHECK(opened == nullptr);
}

TEST_CASE("privileges have the same numbers on every system, and names in any case") {
    CHECK(privilege("SeCreateGlobalPrivilege").LowPart == 30);
    CHECK(privilege("sedebugprivilege").LowPart == 20);
    CHECK(privilege("SeLockMemoryPrivilege").LowPart == 4);
    CHECK(privilege("SeLockMemoryPrivilege").HighPart == 0);
    LUID wide{};
    REQUIRE(LookupPrivilegeValueW(nullptr, L"SeCreateGlobalPrivilege", &wide));
    CHECK(wide.LowPart == 30);
    LUID none{77, 77};
    CHECK(error_of([&] { return LookupPrivilegeValueA(nullptr, "SeNoSuch", &none); }) ==
          ERROR_NO_SUCH_PRIVILEGE);
    wchar_t wide_name[64] = L"";
    DWORD size = 5;
    CHECK(error_of([&] { return LookupPrivilegeNameW(nullptr, &wide, wide_name, &size); }) ==
          ERROR_INSUFFICIENT_BUFFER);
    CHECK(size == sizeof "SeCreateGlobalPrivilege");
    char name[64] = "";
    size = 64;
    REQUIRE(LookupPrivilegeNameA(nullptr, &wide, name, &size));
    CHECK(std::string(name) == "SeCreateGlobalPrivilege");
    CHECK(size == sizeof "SeCreateGlobalPrivilege" - 1);
}

TEST_CASE("a privilege that the process has can be enabled, one that it has not is told") {
    const handle token = own_token(TOKEN_QUERY | TOKEN_ADJUST_PRIVILEGES);
    const auto bytes = told(token, TokenPrivileges);
    const auto* const held = reinterpret_cast<const TOKEN_PRIVILEGES*>(bytes.data());
    bool makes_global_names = false;
    for (DWORD i = 0; i < held->PrivilegeCount; ++i)
        makes_global_names |= held->Privileges[i].Luid.LowPart == 30;
    CHECK(makes_global_names);

    TOKEN_PRIVILEGES before{77, {}};
    const auto had = enable(token, privilege("SeCreateGlobalPrivilege"), &before);
    CHECK(had.value);
    CHECK(had.error == ERROR_SUCCESS);
    CHECK(before.PrivilegeCount <= 1);
    const auto has_not = enable(token, privilege("SeCreateTokenPrivilege"));
    CHECK(has_not.value);
    CHECK(has_not.error == ERROR_NOT_ALL_ASSIGNED);
}

TEST_CASE("privileges can be set to what was told of them") {
    const handle token = own_token(TOKEN_QUERY | TOKEN_ADJUST_PRIVILEGES);
    auto bytes = told(token, TokenPrivileges);
    auto* const held = reinterpret_cast<TOKEN_PRIVILEGES*>(bytes.data());
    REQUIRE(held->PrivilegeCount > 0);
    const auto set =
        ask([&] { return AdjustTokenPrivileges(token.get(), FALSE, held, 0, nullptr, nullptr); });
    CHECK(set.value);
    CHECK(set.error == ERROR_SUCCESS);
    CHECK(told(token, TokenPrivileges) == bytes);
}
