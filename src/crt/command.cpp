// SPDX-License-Identifier: MIT
#include "crt/command.hpp"

#include <conio.h>
#include <corecrt_stdlib.h>
#include <unistd.h>

#include <cctype>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

namespace {

// The command without blanks around it and in lower case, as cmd takes it.
std::string plain(std::string_view command) {
    const auto is_blank = [](char c) { return c == ' ' || c == '\t'; };
    while (!command.empty() && is_blank(command.front())) command.remove_prefix(1);
    while (!command.empty() && is_blank(command.back())) command.remove_suffix(1);
    std::string lower(command);
    for (char& c : lower) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return lower;
}

bool is_pause(std::string_view word, bool& silent) {
    silent = word == "pause>nul" || word == "pause > nul" || word == "pause >nul";
    return silent || word == "pause";
}

int pause(bool silent) {
    if (!silent) std::fputs("Press any key to continue . . . ", stdout);
    _getch();
    if (!silent) std::fputs("\n", stdout);
    std::fflush(stdout);
    return 0;
}

int clear() {
    constexpr char home_and_clear[] = "\x1b[H\x1b[2J\x1b[3J";
    if (::isatty(STDOUT_FILENO) != 0) std::fputs(home_and_clear, stdout);
    std::fflush(stdout);
    return 0;
}

}  // namespace

int mapview::crt::run_command(const char* command) {
    std::fflush(nullptr);
    // system() is what the program asked for, signals and all.
    // NOLINTBEGIN(concurrency-mt-unsafe)
    if (command == nullptr) return (std::system)(nullptr);
    bool silent = false;
    const std::string word = plain(command);
    if (is_pause(word, silent)) return pause(silent);
    if (word == "cls") return clear();
    const int status = (std::system)(command);
    // NOLINTEND(concurrency-mt-unsafe)
    // Windows gives the exit status as it is.
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

int mapview_system(const char* command) {
    return mapview::crt::run_command(command);
}
