// FormatMessage: the texts of error numbers. No row of the tables: what the documentation says.
// https://learn.microsoft.com/windows/win32/api/winbase/nf-winbase-formatmessage
// SPDX-License-Identifier: MIT
#include <windows.h>

#include "calls.hpp"
#include "support/doctest.hpp"

#include <array>
#include <string>

using test::ask;

namespace {

constexpr DWORD from_system = FORMAT_MESSAGE_FROM_SYSTEM | FORMAT_MESSAGE_IGNORE_INSERTS;

std::string text_of(DWORD number, DWORD flags = from_system) {
    std::array<char, 512> text{};
    const DWORD length = FormatMessageA(flags, nullptr, number, 0, text.data(),
                                        static_cast<DWORD>(text.size()), nullptr);
    return {text.data(), length};
}

}  // namespace

TEST_CASE("a known error has a text that ends its line") {
    constexpr std::array<DWORD, 5> numbers{ERROR_SUCCESS, ERROR_FILE_NOT_FOUND,
                                           ERROR_INVALID_HANDLE, ERROR_ALREADY_EXISTS,
                                           ERROR_COMMITMENT_LIMIT};
    for (const DWORD number : numbers) {
        CAPTURE(number);
        const auto text = text_of(number);
        CHECK(text.size() > 2);
        CHECK(text.ends_with("\r\n"));
    }
}

TEST_CASE("the width mask asks for a text without line breaks") {
    const auto text = text_of(ERROR_FILE_NOT_FOUND, from_system | FORMAT_MESSAGE_MAX_WIDTH_MASK);
    CHECK(!text.empty());
    CHECK(text.find('\n') == text.npos);
}

TEST_CASE("the wide text is the narrow one") {
    std::array<wchar_t, 512> wide{};
    const DWORD length = FormatMessageW(from_system, nullptr, ERROR_FILE_NOT_FOUND, 0, wide.data(),
                                        static_cast<DWORD>(wide.size()), nullptr);
    const auto narrow = text_of(ERROR_FILE_NOT_FOUND);
    CHECK(std::wstring(wide.data(), length) == std::wstring(narrow.begin(), narrow.end()));
}

TEST_CASE("an allocated text is the same, and LocalFree takes it") {
    char* text = nullptr;
    const DWORD length =
        FormatMessageA(from_system | FORMAT_MESSAGE_ALLOCATE_BUFFER, nullptr, ERROR_FILE_NOT_FOUND,
                       0, reinterpret_cast<LPSTR>(&text), 0, nullptr);
    REQUIRE(text != nullptr);
    CHECK(std::string(text, length) == text_of(ERROR_FILE_NOT_FOUND));
    CHECK(LocalFree(text) == nullptr);
}

TEST_CASE("a buffer that is too small for the text is refused") {
    std::array<char, 4> text{};
    const auto asked = ask([&] {
        return FormatMessageA(from_system, nullptr, ERROR_FILE_NOT_FOUND, 0, text.data(),
                              static_cast<DWORD>(text.size()), nullptr);
    });
    CHECK(asked.value == 0);
    CHECK(asked.error == ERROR_INSUFFICIENT_BUFFER);
}

TEST_CASE("a number that means nothing has no text") {
    std::array<char, 512> text{};
    const auto asked = ask([&] {
        return FormatMessageA(from_system, nullptr, 0x0FEDCBA9, 0, text.data(),
                              static_cast<DWORD>(text.size()), nullptr);
    });
    CHECK(asked.value == 0);
    CHECK(asked.error == ERROR_MR_MID_NOT_FOUND);
}
