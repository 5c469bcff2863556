// Compiled for both sizes of wchar_t; see wide_unit.hpp.
// SPDX-License-Identifier: MIT
#include "crt/bounded_string.hpp"
#include "crt/command.hpp"
#include "crt/wide_unit.hpp"

#include <corecrt_stdio.h>
#include <tchar.h>
#include <unistd.h>

#include <array>
#include <clocale>
#include <cstdio>

using namespace mapview::crt;

namespace {

// The second half of a pair, for the next call on the same stream. Threads that share a stream by
// characters share its lines as well, so one place a thread is enough.
struct pending_unit {
    FILE* stream = nullptr;
    wide_unit unit = 0;
};
thread_local pending_unit pending;

// The bytes of one UTF-8 character; what does not belong to it goes back.
std::string read_bytes(FILE* stream) {
    std::string bytes;
    const int first = std::getc(stream);
    if (first == EOF) return bytes;
    bytes += static_cast<char>(first);
    const int more = first >= 0xF0 ? 3 : first >= 0xE0 ? 2 : first >= 0xC2 ? 1 : 0;
    for (int i = 0; i < more; ++i) {
        const int next = std::getc(stream);
        if (next == EOF) break;
        if ((next & 0xC0) != 0x80) {
            std::ungetc(next, stream);
            break;
        }
        bytes += static_cast<char>(next);
    }
    return bytes;
}

bool write(FILE* stream, const std::string& bytes) {
    return std::fwrite(bytes.data(), 1, bytes.size(), stream) == bytes.size();
}

wchar_t* read_line(wchar_t* to, size_t room, FILE* stream, bool keep_end, bool& fits) {
    size_t length = 0;
    bool any = false;
    fits = true;
    while (!keep_end || length + 1 < room) {
        const wint_t c = mapview_fgetwc(stream);
        if (c == WEOF) break;
        any = true;
        if (c == '\n' && !keep_end) break;
        if (length + 1 < room) to[length++] = static_cast<wchar_t>(c);
        else fits = false;
        if (c == '\n') break;
    }
    if (!any && (room > 1 || !keep_end)) return nullptr;
    to[fits ? length : 0] = 0;
    return to;
}

}  // namespace

wint_t mapview_fgetwc(FILE* stream) {
    if (pending.stream == stream) {
        pending.stream = nullptr;
        return pending.unit;
    }
    const std::basic_string<wide_unit> text = wide_of(read_bytes(stream));
    if (text.empty()) return WEOF;
    if (text.size() > 1) pending = {stream, text[1]};
    return text[0];
}

// Of a pair, which is one character, the first half waits for the second.
wint_t mapview_fputwc(wchar_t character, FILE* stream) {
    static thread_local pending_unit high;
    const auto unit = static_cast<wide_unit>(character);
    std::basic_string<wide_unit> text;
    if (high.stream == stream) text += high.unit;
    high.stream = nullptr;
    text += unit;
    if (sizeof(wchar_t) == 2 && text.size() == 1 && unit >= 0xD800 && unit <= 0xDBFF) {
        high = {stream, unit};
        return unit;
    }
    const auto bytes = mapview::win32::converted<char>(std::basic_string_view<wide_unit>(text));
    return write(stream, bytes) ? static_cast<wint_t>(unit) : WEOF;
}

wchar_t* mapview_fgetws(wchar_t* to, int room, FILE* stream) {
    if (to == nullptr || room <= 0) {
        failed(EINVAL);
        return nullptr;
    }
    bool fits = true;
    return read_line(to, static_cast<size_t>(room), stream, true, fits);
}

wchar_t* _getws_s(wchar_t* to, size_t room) {
    if (to == nullptr || room == 0) {
        failed(EINVAL);
        return nullptr;
    }
    bool fits = true;
    wchar_t* const line = read_line(to, room, stdin, false, fits);
    if (line == nullptr) to[0] = 0;
    if (fits) return line;
    failed(EINVAL);
    return nullptr;
}

int mapview_fputws(const wchar_t* text, FILE* stream) {
    return write(stream, utf8_of(text)) ? 0 : EOF;
}

int _putws(const wchar_t* text) {
    return write(stdout, utf8_of(text) + '\n') ? 0 : EOF;
}

FILE* _wfopen(const wchar_t* path, const wchar_t* mode) {
    return std::fopen(utf8_of(path).c_str(), utf8_of(mode).c_str());
}

errno_t _wfopen_s(FILE** stream, const wchar_t* path, const wchar_t* mode) {
    if (stream == nullptr) return failed(EINVAL);
    *stream = nullptr;
    if (path == nullptr || mode == nullptr) return failed(EINVAL);
    *stream = _wfopen(path, mode);
    return *stream == nullptr ? errno : 0;
}

int _waccess(const wchar_t* path, int mode) {
    return _access(utf8_of(path).c_str(), mode);
}

int _wsystem(const wchar_t* command) {
    return run_command(command == nullptr ? nullptr : utf8_of(command).c_str());
}

wchar_t* _wsetlocale(int category, const wchar_t* locale) {
    static thread_local std::array<wchar_t, 256> answer;
    // NOLINTBEGIN(concurrency-mt-unsafe): as unsafe as setlocale, which is asked for
    const char* const name =
        std::setlocale(category, locale == nullptr ? nullptr : utf8_of(locale).c_str());
    // NOLINTEND(concurrency-mt-unsafe)
    if (name == nullptr) return nullptr;
    const auto wide = wide_of(std::string_view(name).substr(0, answer.size() - 1));
    answer[wide.copy(units(answer.data()), wide.size())] = 0;
    return answer.data();
}
