// SPDX-License-Identifier: MIT
#include "crt/bounded_string.hpp"

#include <corecrt_stdio.h>

using namespace mapview::crt;

errno_t fopen_s(FILE** stream, const char* path, const char* mode) {
    if (stream == nullptr) return failed(EINVAL);
    *stream = nullptr;
    if (path == nullptr || mode == nullptr) return failed(EINVAL);
    *stream = std::fopen(path, mode);
    return *stream == nullptr ? errno : 0;
}

int _fileno(FILE* stream) {
    return ::fileno(stream);
}

char* gets_s(char* to, size_t room) {
    if (to == nullptr || room == 0) {
        failed(EINVAL);
        return nullptr;
    }
    size_t length = 0;
    int c = std::getchar();
    const bool ended = c == EOF;
    for (; c != EOF && c != '\n'; c = std::getchar()) {
        if (length < room) to[length] = static_cast<char>(c);
        ++length;
    }
    const bool fits = length < room;
    to[fits ? length : 0] = 0;
    if (!fits) failed(EINVAL);
    return fits && !ended ? to : nullptr;
}
