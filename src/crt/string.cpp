// SPDX-License-Identifier: MIT
#include "crt/bounded_string.hpp"

#include <corecrt_string.h>
#include <strings.h>
#include <strsafe.h>

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <system_error>

using namespace mapview::crt;

errno_t strcpy_s(char* to, rsize_t room, const char* from) {
    return copy_bounded(to, room, from);
}

errno_t strcat_s(char* to, rsize_t room, const char* from) {
    return append_bounded(to, room, from, unlimited);
}

errno_t strncpy_s(char* to, rsize_t room, const char* from, rsize_t count) {
    return copy_counted(to, room, from, count);
}

errno_t strncat_s(char* to, rsize_t room, const char* from, rsize_t count) {
    return append_bounded(to, room, from, count);
}

char* strtok_s(char* text, const char* delimiters, char** context) {
    return ::strtok_r(text, delimiters, context);
}

size_t strnlen_s(const char* text, size_t room) {
    return text == nullptr ? 0 : length_within(text, room);
}

errno_t memcpy_s(void* to, rsize_t room, const void* from, rsize_t count) {
    return copy_bytes(to, room, from, count);
}

errno_t memmove_s(void* to, rsize_t room, const void* from, rsize_t count) {
    return copy_bytes(to, room, from, count);
}

errno_t strerror_s(char* to, size_t room, int number) {
    if (to == nullptr || room == 0) return failed(EINVAL);
    copy_counted(to, room, std::generic_category().message(number).c_str(), _TRUNCATE);
    return 0;
}

char* _strdup(const char* text) {
    return text == nullptr ? nullptr : ::strdup(text);
}

int _stricmp(const char* one, const char* other) {
    return ::strcasecmp(one, other);
}

int _strnicmp(const char* one, const char* other, size_t count) {
    return ::strncasecmp(one, other, count);
}

char* _strlwr(char* text) {
    for (char* c = text; *c != 0; ++c)
        *c = static_cast<char>(std::tolower(static_cast<unsigned char>(*c)));
    return text;
}

char* _strupr(char* text) {
    for (char* c = text; *c != 0; ++c)
        *c = static_cast<char>(std::toupper(static_cast<unsigned char>(*c)));
    return text;
}

char* _strrev(char* text) {
    std::reverse(text, text + std::strlen(text));
    return text;
}

HRESULT StringCchCopyA(char* to, size_t room, const char* from) {
    return copy_safely(to, room, from);
}

HRESULT StringCchCatA(char* to, size_t room, const char* from) {
    return append_safely(to, room, from);
}

HRESULT StringCchLengthA(const char* text, size_t room, size_t* length) {
    return measure_safely(text, room, length);
}
