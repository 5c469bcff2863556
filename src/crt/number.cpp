// SPDX-License-Identifier: MIT
#include "crt/number_text.hpp"

#include <corecrt_stdlib.h>

#include <cstdlib>

using namespace mapview::crt;

char* _itoa(int value, char* to, int base) {
    return store_number_unbounded(to, base, [=](number_text& text) {
        return write_signed<int, unsigned>(value, base, text);
    });
}

char* _ltoa(long value, char* to, int base) {
    return store_number_unbounded(to, base, [=](number_text& text) {
        return write_signed<long, unsigned long>(value, base, text);
    });
}

char* _ultoa(unsigned long value, char* to, int base) {
    return store_number_unbounded(
        to, base, [=](number_text& text) { return write_number(value, false, base, text); });
}

char* _i64toa(long long value, char* to, int base) {
    return store_number_unbounded(to, base, [=](number_text& text) {
        return write_signed<long long, unsigned long long>(value, base, text);
    });
}

char* _ui64toa(unsigned long long value, char* to, int base) {
    return store_number_unbounded(
        to, base, [=](number_text& text) { return write_number(value, false, base, text); });
}

errno_t _itoa_s(int value, char* to, size_t room, int base) {
    return store_number_bounded(to, room, base, [=](number_text& text) {
        return write_signed<int, unsigned>(value, base, text);
    });
}

errno_t _i64toa_s(long long value, char* to, size_t room, int base) {
    return store_number_bounded(to, room, base, [=](number_text& text) {
        return write_signed<long long, unsigned long long>(value, base, text);
    });
}

long long _atoi64(const char* text) {
    return std::strtoll(text, nullptr, 10);
}

long long _strtoi64(const char* text, char** end, int base) {
    return std::strtoll(text, end, base);
}

unsigned long long _strtoui64(const char* text, char** end, int base) {
    return std::strtoull(text, end, base);
}
