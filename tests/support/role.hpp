// support/role.hpp - what a test program does when a test starts it as a child.
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace test {

using arguments = std::vector<std::string>;

/// Makes a function known under a name. Use TEST_ROLE.
struct role {
    role(const char* name, int (*play)(const arguments&));
};

/// Plays a role and returns what main is to return.
int play_role(const std::string& name, const arguments& given);

/// From a child to its test: one line.
void say(std::string_view line);

/// From the test: the next line; empty where the test has closed the pipe or is gone.
std::string hear();

}  // namespace test

/// Defines a role: TEST_ROLE(holder) { ...; return 0; } with `given`, the arguments, at hand.
#define TEST_ROLE(name)                                                 \
    static int play_##name(const test::arguments& given);               \
    static const test::role registered_role_##name(#name, play_##name); \
    static int play_##name([[maybe_unused]] const test::arguments& given)
