// SPDX-License-Identifier: MIT
#include "win32/last_error.hpp"
#include "win32/path.hpp"

#include <strings.h>
#include <windows.h>

#include <array>
#include <cstdio>
#include <span>
#include <string>
#include <string_view>

namespace {

using mapview::kernel::status;

struct button {
    int id;
    std::string_view name;
};

constexpr std::array ok{button{IDOK, "OK"}};
constexpr std::array ok_cancel{button{IDOK, "OK"}, button{IDCANCEL, "Cancel"}};
constexpr std::array abort_retry_ignore{button{IDABORT, "Abort"}, button{IDRETRY, "Retry"},
                                        button{IDIGNORE, "Ignore"}};
constexpr std::array yes_no_cancel{button{IDYES, "Yes"}, button{IDNO, "No"},
                                   button{IDCANCEL, "Cancel"}};
constexpr std::array yes_no{button{IDYES, "Yes"}, button{IDNO, "No"}};
constexpr std::array retry_cancel{button{IDRETRY, "Retry"}, button{IDCANCEL, "Cancel"}};
constexpr std::array cancel_try_continue{
    button{IDCANCEL, "Cancel"}, button{IDTRYAGAIN, "Try Again"}, button{IDCONTINUE, "Continue"}};

using buttons = std::span<const button>;

// The position is the value of MB_TYPEMASK's bits.
constexpr std::array<buttons, 7> boxes{ok,     ok_cancel,    abort_retry_ignore, yes_no_cancel,
                                       yes_no, retry_cancel, cancel_try_continue};

void show(std::string_view title, std::string_view text, buttons offered, const button& standard) {
    std::string lines = std::string(title) + "\n" + std::string(text) + "\n";
    for (const button& each : offered) {
        const bool marked = each.id == standard.id;
        lines += (marked ? "[" : "") + std::string(each.name) + (marked ? "] " : " ");
    }
    std::fflush(stdout);
    std::fputs(lines.c_str(), stderr);
}

// False at the end of input.
bool read_line(std::string& line) {
    line.clear();
    int c = std::getchar();
    for (; c != EOF && c != '\n'; c = std::getchar()) line += static_cast<char>(c);
    return c != EOF || !line.empty();
}

int closed(buttons offered) {
    if (offered.size() == 1) return offered.front().id;
    for (const button& each : offered)
        if (each.id == IDCANCEL) return IDCANCEL;
    SetLastError(ERROR_CANCELLED);
    return 0;
}

int choose(std::string_view title, std::string_view text, buttons offered, std::size_t first) {
    const button& standard = offered[first < offered.size() ? first : 0];
    std::string line;
    for (;;) {
        show(title, text, offered, standard);
        if (!read_line(line)) return closed(offered);
        if (line.empty() || offered.size() == 1) return standard.id;
        for (const button& each : offered)
            if (line.size() <= each.name.size() &&
                ::strncasecmp(line.data(), each.name.data(), line.size()) == 0)
                return each.id;
    }
}

template <class Character>
int message_box(HWND owner, const Character* text, const Character* title, UINT type) {
    if (owner != nullptr) {
        SetLastError(ERROR_INVALID_WINDOW_HANDLE);
        return 0;
    }
    if ((type & MB_TYPEMASK) >= boxes.size()) {
        SetLastError(ERROR_INVALID_MSGBOX_STYLE);
        return 0;
    }
    int chosen = 0;
    mapview::win32::report(mapview::win32::guarded([&] {
        using mapview::win32::bytes_of;
        chosen = choose(title == nullptr ? "Error" : bytes_of(title),
                        text == nullptr ? "" : bytes_of(text), boxes.at(type & MB_TYPEMASK),
                        (type & MB_DEFMASK) >> 8);
        return status::success;
    }));
    return chosen;
}

}  // namespace

int WINAPI MessageBoxA(HWND hWnd, LPCSTR lpText, LPCSTR lpCaption, UINT uType) {
    return message_box(hWnd, lpText, lpCaption, uType);
}

// MessageBoxW for either size of wchar_t: see MAPVIEW_WIDE.

MAPVIEW_WIN32 int MessageBoxW_utf16(HWND owner, const char16_t* text, const char16_t* title,
                                    UINT type) {
    return message_box(owner, text, title, type);
}

MAPVIEW_WIN32 int MessageBoxW_utf32(HWND owner, const char32_t* text, const char32_t* title,
                                    UINT type) {
    return message_box(owner, text, title, type);
}
