// Between UTF-8 and wide text.
// https://learn.microsoft.com/windows/win32/api/stringapiset/nf-stringapiset-multibytetowidechar
// SPDX-License-Identifier: MIT
#include <windows.h>

#include "conformance/calls.hpp"
#include "support/doctest.hpp"
#include "support/wine.hpp"

#include <array>
#include <string>

using test::ask, test::untouched;

namespace {

constexpr const char* narrow = "a\xC3\xA9\xE2\x82\xAC\xF0\x9D\x84\x9E";
constexpr const wchar_t* wide = L"a\u00E9\u20AC\U0001D11E";
const int narrow_length = 10;
const int wide_length = static_cast<int>(std::wstring(wide).size());

struct widened {
    int length;
    DWORD error;
    std::wstring text;
};

widened widen(const char* text, int length, int room = 32, DWORD flags = 0, UINT page = CP_UTF8) {
    std::array<wchar_t, 32> out{};
    const auto got =
        ask([&] { return MultiByteToWideChar(page, flags, text, length, out.data(), room); });
    return {got.value, got.error, {out.data(), static_cast<std::size_t>(got.value)}};
}

struct narrowed {
    int length;
    DWORD error;
    std::string text;
};

narrowed narrow_down(const wchar_t* text, int length, int room = 32, DWORD flags = 0) {
    std::array<char, 32> out{};
    const auto got = ask([&] {
        return WideCharToMultiByte(CP_UTF8, flags, text, length, out.data(), room, nullptr,
                                   nullptr);
    });
    return {got.value, got.error, {out.data(), static_cast<std::size_t>(got.value)}};
}

}  // namespace

TEST_CASE("UTF-8 becomes wide text and comes back, with its zero or as long as is said") {
    CHECK(widen(narrow, -1).text == std::wstring(wide) + L'\0');
    CHECK(widen(narrow, narrow_length).text == wide);
    CHECK(widen(narrow, 3).text == L"a\u00E9");
    CHECK(narrow_down(wide, -1).text == std::string(narrow) + '\0');
    CHECK(narrow_down(wide, wide_length).text == narrow);
    CHECK(widen(narrow, -1).error == untouched);
}

TEST_CASE("without room the length that is needed is told") {
    CHECK(MultiByteToWideChar(CP_UTF8, 0, narrow, -1, nullptr, 0) == wide_length + 1);
    CHECK(WideCharToMultiByte(CP_UTF8, 0, wide, -1, nullptr, 0, nullptr, nullptr) ==
          narrow_length + 1);
}

TEST_CASE("too little room is an insufficient buffer") {
    CHECK(widen(narrow, -1, wide_length + 1).length == wide_length + 1);
    CHECK(widen(narrow, -1, wide_length).length == 0);
    CHECK(widen(narrow, -1, wide_length).error == ERROR_INSUFFICIENT_BUFFER);
    CHECK(narrow_down(wide, -1, narrow_length).length == 0);
    CHECK(narrow_down(wide, -1, narrow_length).error == ERROR_INSUFFICIENT_BUFFER);
}

TEST_CASE("what is no character is replaced, or refused where that is asked for") {
    CHECK(widen("a\xFF", 2).text == L"a\uFFFD");
    CHECK(widen("a\xFF", 2, 32, MB_ERR_INVALID_CHARS).length == 0);
    CHECK(widen("a\xFF", 2, 32, MB_ERR_INVALID_CHARS).error == ERROR_NO_UNICODE_TRANSLATION);
    CHECK(widen("\xEF\xBF\xBD", 3, 32, MB_ERR_INVALID_CHARS).text == L"\uFFFD");
    const wchar_t alone[] = {0xD800, 0};
    CHECK(narrow_down(alone, 1).text == "\xEF\xBF\xBD");
    CHECK(narrow_down(alone, 1, 32, WC_ERR_INVALID_CHARS).error == ERROR_NO_UNICODE_TRANSLATION);
}

TEST_CASE("arguments that mean nothing are invalid") {
    CHECK(widen(narrow, 0).error == ERROR_INVALID_PARAMETER);
    CHECK(widen(nullptr, -1).error == ERROR_INVALID_PARAMETER);
    CHECK(widen(narrow, -1, -1).error == ERROR_INVALID_PARAMETER);
    CHECK(widen(narrow, -1, 32, 0, 12345).error == ERROR_INVALID_PARAMETER);
    CHECK(ask([] { return MultiByteToWideChar(CP_UTF8, 0, narrow, -1, nullptr, 5); }).error ==
          ERROR_INVALID_PARAMETER);
    CHECK(narrow_down(wide, 0).error == ERROR_INVALID_PARAMETER);
    CHECK(narrow_down(nullptr, -1).error == ERROR_INVALID_PARAMETER);
}

// Wine 8.0 looks at neither; Microsoft's page says what Windows does.
TEST_CASE("UTF-8 takes no flags of other code pages, and no default character") {
    const auto refused = [](DWORD error, DWORD expected) {
        return test::differs_on_wine("CP_UTF8", error == expected);
    };
    CHECK(refused(widen(narrow, -1, 32, MB_PRECOMPOSED).error, ERROR_INVALID_FLAGS));
    CHECK(refused(narrow_down(wide, -1, 32, WC_COMPOSITECHECK).error, ERROR_INVALID_FLAGS));
    BOOL used = FALSE;
    std::array<char, 32> out{};
    const auto with = [&](const char* character, BOOL* told) {
        return ask([&] {
                   return WideCharToMultiByte(CP_UTF8, 0, wide, -1, out.data(), 32, character,
                                              told);
               })
            .error;
    };
    CHECK(refused(with("?", nullptr), ERROR_INVALID_PARAMETER));
    CHECK(refused(with(nullptr, &used), ERROR_INVALID_PARAMETER));
}

TEST_CASE("the ANSI code page takes them") {
    std::array<wchar_t, 32> out{};
    CHECK(MultiByteToWideChar(CP_ACP, MB_PRECOMPOSED, "plain", -1, out.data(), 32) == 6);
    CHECK(std::wstring(out.data()) == L"plain");
    std::array<char, 32> back{};
    BOOL used = TRUE;
    CHECK(WideCharToMultiByte(CP_ACP, WC_NO_BEST_FIT_CHARS, L"plain", -1, back.data(), 32, "?",
                              &used) == 6);
    CHECK(std::string(back.data()) == "plain");
    CHECK(used == FALSE);
}
