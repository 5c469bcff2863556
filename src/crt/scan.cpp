// Compiled for both sizes of wchar_t; see wide_unit.hpp.
// SPDX-License-Identifier: MIT
#include "crt/bounded_string.hpp"
#include "crt/wide_unit.hpp"
#include "win32/argument_list.hpp"

#include <corecrt_stdio.h>

#include <bitset>
#include <cctype>
#include <climits>
#include <cstdio>
#include <new>

namespace {

using namespace mapview::crt;
using mapview::win32::argument_list;

// Reads a stream by a format in UTF-8. In a wide function %s is wide text.
class scanner {
  public:
    scanner(FILE* stream, std::string_view format, bool wide_function, argument_list& arguments)
        : stream_(stream), rest_(format), wide_function_(wide_function), arguments_(arguments) {}

    // How many arguments were filled, or EOF where the text ended before the first.
    int run() {
        while (!rest_.empty() && step()) {
        }
        return ended_ && filled_ == 0 ? EOF : filled_;
    }

  private:
    struct directive {
        bool suppressed = false;
        int width = INT_MAX;
        std::string length;
        char letter = 0;
        std::bitset<256> set;
    };

    int peek() {
        const int c = std::getc(stream_);
        if (c != EOF) std::ungetc(c, stream_);
        return c;
    }

    void skip_blanks() {
        while (std::isspace(peek()) != 0) std::getc(stream_);
    }

    char take() {
        const char c = rest_.front();
        rest_.remove_prefix(1);
        return c;
    }

    bool take(std::string_view word) {
        if (!rest_.starts_with(word)) return false;
        rest_.remove_prefix(word.size());
        return true;
    }

    bool literal(char c) {
        const int next = peek();
        ended_ = next == EOF;
        if (next != static_cast<unsigned char>(c)) return false;
        std::getc(stream_);
        return true;
    }

    bool step() {
        const char c = take();
        if (std::isspace(static_cast<unsigned char>(c)) != 0) {
            skip_blanks();
            return true;
        }
        if (c != '%') return literal(c);
        if (take("%")) {
            skip_blanks();
            return literal('%');
        }
        directive found;
        if (!read(found)) {
            errno = EINVAL;
            return false;
        }
        if (found.letter != 'c' && found.letter != '[') skip_blanks();
        if (peek() == EOF) {
            ended_ = true;
            return false;
        }
        const bool is_text = found.letter == 's' || found.letter == 'S' || found.letter == 'c' ||
                             found.letter == 'C' || found.letter == '[';
        return is_text ? text(found) : number(found);
    }

    bool read(directive& found) {
        found.suppressed = take("*");
        int width = 0;
        while (!rest_.empty() && std::isdigit(static_cast<unsigned char>(rest_.front())) != 0)
            width = std::min(INT_MAX / 16, width * 10) + (take() - '0');
        if (width > 0) found.width = width;
        if (take("I64")) found.length = "ll";
        else if (take("I32")) found.length = "";
        else
            for (const char* length : {"hh", "h", "ll", "l", "L", "w", "j", "z", "t"})
                if (take(length)) {
                    found.length = length;
                    break;
                }
        if (rest_.empty()) return false;
        found.letter = take();
        if (found.letter == '[') return read_set(found.set);
        return std::string_view("diouxXeEfFgGaApsScC").find(found.letter) != std::string_view::npos;
    }

    bool read_set(std::bitset<256>& set) {
        const bool inverted = take("^");
        for (bool first = true; !rest_.empty(); first = false) {
            const auto c = static_cast<unsigned char>(take());
            if (c == ']' && !first) {
                if (inverted) set.flip();
                return true;
            }
            set.set(c);
            if (rest_.size() < 2 || rest_[0] != '-' || rest_[1] == ']') continue;
            take();
            for (unsigned last = static_cast<unsigned char>(take()), i = c; i <= last; ++i)
                set.set(i);
        }
        return false;
    }

    // Numbers are the same in every C: the system's fscanf reads them.
    bool number(const directive& found) {
        std::string format = "%";
        if (found.suppressed) format += '*';
        if (found.width != INT_MAX) format += std::to_string(found.width);
        format += found.length + found.letter;
        int used = 0;
        if (found.suppressed) {
            format += "%n";
            return std::fscanf(stream_, format.c_str(), &used) != EOF && used > 0;
        }
        void* const to = arguments_.next<void*>();
        if (std::fscanf(stream_, format.c_str(), to) != 1) return false;
        ++filled_;
        return true;
    }

    static bool belongs(const directive& found, int c) {
        if (found.letter == '[') return found.set.test(static_cast<std::size_t>(c));
        return found.letter == 'c' || found.letter == 'C' || std::isspace(c) == 0;
    }

    bool text(const directive& found) {
        const bool character = found.letter == 'c' || found.letter == 'C';
        const int most = character && found.width == INT_MAX ? 1 : found.width;
        std::string bytes;
        for (int c = peek(); c != EOF && belongs(found, c); c = peek()) {
            if (static_cast<int>(bytes.size()) == most) break;
            bytes += static_cast<char>(std::getc(stream_));
        }
        if (bytes.empty()) return false;
        if (found.suppressed) return true;
        void* const to = arguments_.next<void*>();
        const std::size_t room = arguments_.next<unsigned>();
        const bool stored =
            is_wide(found) ? store(wide_of(bytes), static_cast<wide_unit*>(to), room, character)
                           : store(bytes, static_cast<char*>(to), room, character);
        if (stored) ++filled_;
        return stored;
    }

    bool is_wide(const directive& found) const {
        if (found.length == "l" || found.length == "w") return true;
        if (found.length == "h") return false;
        const bool other = found.letter == 'S' || found.letter == 'C';
        return wide_function_ != other;
    }

    template <class Unit>
    static bool store(const std::basic_string<Unit>& text, Unit* to, std::size_t room,
                      bool character) {
        if (to == nullptr || room == 0) return false;
        if (text.size() + (character ? 0 : 1) > room) {
            to[0] = 0;
            errno = ENOMEM;  // what Microsoft's documentation says of a buffer that is too small
            return false;
        }
        text.copy(to, text.size());
        if (!character) to[text.size()] = 0;
        return true;
    }

    FILE* stream_;
    std::string_view rest_;
    bool wide_function_;
    argument_list& arguments_;
    int filled_ = 0;
    bool ended_ = false;
};

int scan(FILE* stream, std::string_view format, bool wide_function, va_list arguments) noexcept {
    argument_list copy(arguments);
    int result = EOF;
    try {
        result = scanner(stream, format, wide_function, copy).run();
    } catch (const std::bad_alloc&) {
        errno = ENOMEM;
    }
    return result;
}

int scan_text(std::string_view text, std::string_view format, bool wide_function,
              va_list arguments) {
    if (text.empty()) return EOF;
    FILE* const stream = ::fmemopen(const_cast<char*>(text.data()), text.size(), "r");
    if (stream == nullptr) return EOF;
    const int result = scan(stream, format, wide_function, arguments);
    std::fclose(stream);
    return result;
}

}  // namespace

int scanf_s(const char* format, ...) {
    va_list arguments;
    va_start(arguments, format);
    const int result = scan(stdin, format, false, arguments);
    va_end(arguments);
    return result;
}

int fscanf_s(FILE* stream, const char* format, ...) {
    va_list arguments;
    va_start(arguments, format);
    const int result = scan(stream, format, false, arguments);
    va_end(arguments);
    return result;
}

int sscanf_s(const char* text, const char* format, ...) {
    va_list arguments;
    va_start(arguments, format);
    const int result = scan_text(text, format, false, arguments);
    va_end(arguments);
    return result;
}

int wscanf_s(const wchar_t* format, ...) {
    va_list arguments;
    va_start(arguments, format);
    const int result = scan(stdin, utf8_of(format), true, arguments);
    va_end(arguments);
    return result;
}

int swscanf_s(const wchar_t* text, const wchar_t* format, ...) {
    va_list arguments;
    va_start(arguments, format);
    const int result = scan_text(utf8_of(text), utf8_of(format), true, arguments);
    va_end(arguments);
    return result;
}
