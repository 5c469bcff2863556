// win32/format.hpp - printf's formats as Microsoft's C run time reads them.
// https://learn.microsoft.com/cpp/c-runtime-library/format-specification-syntax-printf-and-wprintf-functions
// SPDX-License-Identifier: MIT
#pragma once

#include "win32/argument_list.hpp"
#include "win32/unicode.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <limits>
#include <string>
#include <string_view>
#include <type_traits>

namespace mapview::win32 {

/// Formats into `out`, which is text of Unit; wide arguments are text of Wide. Arguments that are
/// `numbered` are named by the format.
template <class Unit, class Wide, class Arguments = argument_list>
class formatter {
  public:
    formatter(const Unit* format, Arguments& arguments) : next_(format), arguments_(arguments) {}

    /// False, with nothing to be used, where the format holds %n or a field of an absurd size,
    /// which are refused, or the text is longer than an int can tell.
    bool run() {
        while (*next_ != 0) {
            if (*next_ != '%') {
                out_.push_back(*next_++);
                continue;
            }
            ++next_;
            if (!directive() || out_.size() > std::numeric_limits<int>::max()) return false;
        }
        return true;
    }

    const std::basic_string<Unit>& text() const { return out_; }

  private:
    // Beyond it a width, or a number's precision, is taken for a mistake.
    static constexpr int longest_field = 1 << 20;

    enum class size { none, byte, half, long_32, wide, long_64, long_double };

    // What stands between % and the letter.
    struct specification {
        std::string flags;
        bool left = false;
        bool zero = false;
        int width = 0;
        int precision = -1;
        size length = size::none;
    };

    bool directive() {
        specification spec;
        const std::size_t argument = read_argument_number();
        read_flags(spec);
        spec.width = read_number(0);
        if (spec.width < -longest_field || spec.width > longest_field) return false;
        if (spec.width < 0) {
            spec.left = true;
            spec.flags += '-';
            spec.width = -spec.width;
        }
        if (*next_ == '.') {
            ++next_;
            spec.precision = std::max(-1, read_number(0));
        }
        spec.length = read_length();
        if (*next_ == 0) return true;
        if constexpr (Arguments::numbered) arguments_.select(argument);
        return convert(spec, *next_++);
    }

    // The digits before a $; 0 where there are none.
    std::size_t read_argument_number() {
        if constexpr (!Arguments::numbered) return 0;
        const Unit* const begin = next_;
        const int number = read_digits(0);
        if (*next_ == '$' && next_ != begin) {
            ++next_;
            return static_cast<std::size_t>(number);
        }
        next_ = begin;
        return 0;
    }

    void read_flags(specification& spec) {
        for (;; ++next_) {
            const Unit c = *next_;
            if (c != '-' && c != '+' && c != ' ' && c != '#' && c != '0') return;
            spec.flags += static_cast<char>(c);
            spec.left |= c == '-';
            spec.zero |= c == '0';
        }
    }

    int read_number(int none) {
        if (*next_ == '*') {
            ++next_;
            const std::size_t argument = read_argument_number();
            if constexpr (Arguments::numbered) arguments_.select(argument);
            return arguments_.template next<int>();
        }
        return read_digits(none);
    }

    int read_digits(int none) {
        constexpr long long most = std::numeric_limits<int>::max();
        long long number = none;
        for (; *next_ >= '0' && *next_ <= '9'; ++next_)
            number = std::min(most, number * 10 + static_cast<int>(*next_ - '0'));
        return static_cast<int>(number);
    }

    bool take(std::string_view word) {
        for (std::size_t i = 0; i < word.size(); ++i)
            if (next_[i] != static_cast<Unit>(word[i])) return false;
        next_ += word.size();
        return true;
    }

    size read_length() {
        if (take("I64") || take("ll") || take("j") || take("z") || take("t")) return size::long_64;
        if (take("I32")) return size::long_32;
        if (take("I")) return size::long_64;
        if (take("hh")) return size::byte;
        if (take("h")) return size::half;
        if (take("l")) return size::long_32;
        if (take("w")) return size::wide;
        if (take("L")) return size::long_double;
        return size::none;
    }

    bool convert(const specification& spec, Unit letter) {
        constexpr bool is_wide = !std::is_same_v<Unit, char>;
        switch (static_cast<std::uint32_t>(letter)) {
            case 'd':
            case 'i': return number(spec, 'd', signed_argument(spec.length));
            case 'u':
            case 'o':
            case 'x':
            case 'X':
                return number(spec, static_cast<char>(letter), unsigned_argument(spec.length));
            case 'e':
            case 'E':
            case 'f':
            case 'F':
            case 'g':
            case 'G':
            case 'a':
            case 'A': return real(spec, static_cast<char>(letter));
            case 'p': return pointer(spec);
            case 'c': return character(spec, wide_text(spec.length, is_wide));
            case 'C': return character(spec, wide_text(spec.length, !is_wide));
            case 's': return string(spec, wide_text(spec.length, is_wide));
            case 'S': return string(spec, wide_text(spec.length, !is_wide));
            case 'n': return false;
            default: out_.push_back(letter); return true;
        }
    }

    static bool wide_text(size length, bool otherwise) {
        if (length == size::half) return false;
        if (length == size::long_32 || length == size::wide) return true;
        return otherwise;
    }

    long long signed_argument(size length) {
        if (length == size::long_64) return arguments_.template next<long long>();
        const int value = arguments_.template next<int>();
        if (length == size::byte) return static_cast<signed char>(value);
        if (length == size::half) return static_cast<short>(value);
        return value;
    }

    unsigned long long unsigned_argument(size length) {
        if (length == size::long_64) return arguments_.template next<unsigned long long>();
        const auto value = arguments_.template next<unsigned>();
        if (length == size::byte) return static_cast<unsigned char>(value);
        if (length == size::half) return static_cast<unsigned short>(value);
        return value;
    }

    // Numbers are the same in every C: the system's snprintf writes them.
    template <class Number>
    bool number(const specification& spec, char letter, Number value,
                std::string_view length = "ll") {
        if (spec.precision > longest_field) return false;
        std::string format = "%" + spec.flags;
        if (spec.width > 0) format += std::to_string(spec.width);
        if (spec.precision >= 0) format += "." + std::to_string(spec.precision);
        format += length;
        format += letter;
        const int needed = std::snprintf(nullptr, 0, format.c_str(), value);
        if (needed < 0) return false;
        std::string text(static_cast<std::size_t>(needed) + 1, '\0');
        std::snprintf(text.data(), text.size(), format.c_str(), value);
        text.pop_back();
        out_.append(text.begin(), text.end());
        return true;
    }

    bool real(const specification& spec, char letter) {
        if (spec.length == size::long_double)
            return number(spec, letter, arguments_.template next<long double>(), "L");
        return number(spec, letter, arguments_.template next<double>(), "");
    }

    bool pointer(specification spec) {
        spec.precision = 2 * sizeof(void*);
        spec.flags = spec.left ? "-" : "";
        const auto value = reinterpret_cast<std::uintptr_t>(arguments_.template next<void*>());
        return number(spec, 'X', static_cast<unsigned long long>(value));
    }

    bool character(const specification& spec, bool wide) {
        const int value = arguments_.template next<int>();
        if (wide) {
            const Wide unit = static_cast<Wide>(value);
            pad(spec, as_unit(std::basic_string_view<Wide>(&unit, 1)));
        } else {
            const char unit = static_cast<char>(value);
            pad(spec, as_unit(std::string_view(&unit, 1)));
        }
        return true;
    }

    bool string(const specification& spec, bool wide) {
        const void* text = arguments_.template next<const void*>();
        if (text == nullptr) pad(spec, as_unit(std::string_view("(null)")));
        else if (wide) pad(spec, as_unit(read(static_cast<const Wide*>(text), spec.precision)));
        else pad(spec, as_unit(read(static_cast<const char*>(text), spec.precision)));
        return true;
    }

    // With a precision the text needs no zero at its end.
    template <class From>
    static std::basic_string_view<From> read(const From* text, int precision) {
        if (precision < 0) return text;
        std::size_t length = 0;
        while (length < static_cast<std::size_t>(precision) && text[length] != 0) ++length;
        return {text, length};
    }

    template <class From>
    static std::basic_string<Unit> as_unit(std::basic_string_view<From> text) {
        if constexpr (std::is_same_v<From, Unit>) return std::basic_string<Unit>(text);
        else return converted<Unit>(text);
    }

    void pad(const specification& spec, const std::basic_string<Unit>& text) {
        const auto width = static_cast<std::size_t>(spec.width);
        const std::size_t missing = width > text.size() ? width - text.size() : 0;
        const auto filler = static_cast<Unit>(spec.zero && !spec.left ? '0' : ' ');
        if (!spec.left) out_.append(missing, filler);
        out_ += text;
        if (spec.left) out_.append(missing, Unit{' '});
    }

    const Unit* next_;
    Arguments& arguments_;
    std::basic_string<Unit> out_;
};

}  // namespace mapview::win32
