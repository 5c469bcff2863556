// SPDX-License-Identifier: MIT
#include <process.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdarg>
#include <cstdio>
#include <new>
#include <vector>

namespace {

using spawn_function = decltype(&::posix_spawn);

intptr_t run(spawn_function spawn, int mode, const char* path, const char* const* words) {
    if (mode != _P_WAIT || path == nullptr || words == nullptr) {
        errno = EINVAL;
        return -1;
    }
    std::fflush(nullptr);
    pid_t child = -1;
    const int result =
        spawn(&child, path, nullptr, nullptr, const_cast<char* const*>(words), environ);
    if (result != 0) {
        errno = result;
        return -1;
    }
    int status = 0;
    while (::waitpid(child, &status, 0) < 0)
        if (errno != EINTR) return -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

// The words up to the null pointer.
intptr_t run_list(spawn_function spawn, int mode, const char* path, const char* word,
                  va_list others) {
    try {
        std::vector<const char*> words{word};
        while (words.back() != nullptr) words.push_back(va_arg(others, const char*));
        return run(spawn, mode, path, words.data());
    } catch (const std::bad_alloc&) {
        errno = ENOMEM;
        return -1;
    }
}

}  // namespace

int _getpid() {
    return ::getpid();
}

intptr_t _spawnl(int mode, const char* path, const char* word, ...) {
    va_list others;
    va_start(others, word);
    const intptr_t result = run_list(::posix_spawn, mode, path, word, others);
    va_end(others);
    return result;
}

intptr_t _spawnlp(int mode, const char* path, const char* word, ...) {
    va_list others;
    va_start(others, word);
    const intptr_t result = run_list(::posix_spawnp, mode, path, word, others);
    va_end(others);
    return result;
}

intptr_t _spawnv(int mode, const char* path, const char* const* words) {
    return run(::posix_spawn, mode, path, words);
}

intptr_t _spawnvp(int mode, const char* path, const char* const* words) {
    return run(::posix_spawnp, mode, path, words);
}
