// Compiled for both sizes of wchar_t; see wide_unit.hpp.
// SPDX-License-Identifier: MIT
#include "crt/number_text.hpp"
#include "crt/wide_unit.hpp"

#include <corecrt_stdlib.h>

#include <cstdlib>

using namespace mapview::crt;

namespace {

wchar_t* as_wchar(wide_unit* text) {
    return reinterpret_cast<wchar_t*>(text);
}

}  // namespace

wchar_t* _itow(int value, wchar_t* to, int base) {
    return as_wchar(store_number_unbounded(units(to), base, [=](number_text& text) {
        return write_signed<int, unsigned>(value, base, text);
    }));
}

wchar_t* _ltow(long value, wchar_t* to, int base) {
    return as_wchar(store_number_unbounded(units(to), base, [=](number_text& text) {
        return write_signed<long, unsigned long>(value, base, text);
    }));
}

wchar_t* _i64tow(long long value, wchar_t* to, int base) {
    return as_wchar(store_number_unbounded(units(to), base, [=](number_text& text) {
        return write_signed<long long, unsigned long long>(value, base, text);
    }));
}

errno_t _itow_s(int value, wchar_t* to, size_t room, int base) {
    return store_number_bounded(units(to), room, base, [=](number_text& text) {
        return write_signed<int, unsigned>(value, base, text);
    });
}

errno_t _i64tow_s(long long value, wchar_t* to, size_t room, int base) {
    return store_number_bounded(units(to), room, base, [=](number_text& text) {
        return write_signed<long long, unsigned long long>(value, base, text);
    });
}

int _wtoi(const wchar_t* text) {
    return std::atoi(utf8_of(text).c_str());
}

long _wtol(const wchar_t* text) {
    return std::atol(utf8_of(text).c_str());
}

long long _wtoi64(const wchar_t* text) {
    return std::atoll(utf8_of(text).c_str());
}

double _wtof(const wchar_t* text) {
    return std::atof(utf8_of(text).c_str());
}
