// SPDX-License-Identifier: MIT
#include "crt/bounded_string.hpp"

#include <corecrt_stdlib.h>

#include <cstdlib>

using namespace mapview::crt;

// The environment is as safe for threads as that of the system: not while one changes it.
// NOLINTBEGIN(concurrency-mt-unsafe)

errno_t _dupenv_s(char** text, size_t* size, const char* name) {
    if (text == nullptr || name == nullptr) return failed(EINVAL);
    const char* const value = std::getenv(name);
    *text = value == nullptr ? nullptr : ::strdup(value);
    if (size != nullptr) *size = value == nullptr ? 0 : std::strlen(value) + 1;
    return value != nullptr && *text == nullptr ? failed(ENOMEM) : 0;
}

errno_t getenv_s(size_t* needed, char* to, size_t room, const char* name) {
    if (needed == nullptr || name == nullptr || (to == nullptr && room != 0)) return failed(EINVAL);
    const char* const value = std::getenv(name);
    *needed = value == nullptr ? 0 : std::strlen(value) + 1;
    if (room == 0) return 0;
    to[0] = 0;
    if (*needed > room) return failed(ERANGE);
    if (value != nullptr) std::memcpy(to, value, *needed);
    return 0;
}

// As on Windows an empty value removes the variable.
errno_t _putenv_s(const char* name, const char* value) {
    if (name == nullptr || value == nullptr) return failed(EINVAL);
    const int result = *value == 0 ? ::unsetenv(name) : ::setenv(name, value, 1);
    return result == 0 ? 0 : errno;
}

// NOLINTEND(concurrency-mt-unsafe)
