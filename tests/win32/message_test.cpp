// FormatMessage: the texts, and the sources it does not read.
// SPDX-License-Identifier: MIT
#include <windows.h>

#include "conformance/calls.hpp"
#include "support/doctest.hpp"

#include <array>
#include <string>

using test::ask;

namespace {

std::string text_of(DWORD number) {
    std::array<char, 512> text{};
    const DWORD length =
        FormatMessageA(FORMAT_MESSAGE_FROM_SYSTEM | FORMAT_MESSAGE_IGNORE_INSERTS, nullptr, number,
                       0, text.data(), static_cast<DWORD>(text.size()), nullptr);
    return {text.data(), length};
}

}  // namespace

TEST_CASE("on Linux the texts are those of English Windows") {
    CHECK(text_of(ERROR_FILE_NOT_FOUND) == "The system cannot find the file specified.\r\n");
    CHECK(text_of(ERROR_INVALID_HANDLE) == "The handle is invalid.\r\n");
}

TEST_CASE("on Linux a text from anywhere but the system is not supported") {
    std::array<char, 512> text{};
    const auto asked = ask([&] {
        return FormatMessageA(FORMAT_MESSAGE_FROM_STRING, "%1", 0, 0, text.data(),
                              static_cast<DWORD>(text.size()), nullptr);
    });
    CHECK(asked.value == 0);
    CHECK(asked.error == ERROR_NOT_SUPPORTED);
}
