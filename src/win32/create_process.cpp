// SPDX-License-Identifier: MIT
#include "kernel/process_start.hpp"
#include "win32/command_line.hpp"
#include "win32/handle_value.hpp"
#include "win32/last_error.hpp"
#include "win32/module_list.hpp"
#include "win32/path.hpp"

#include <sys/stat.h>
#include <unistd.h>
#include <windows.h>

#include <algorithm>
#include <array>
#include <climits>
#include <cstdlib>
#include <string>
#include <string_view>

namespace {

using namespace mapview::win32;
using mapview::kernel::no_stream;
using mapview::kernel::start_request;
using mapview::kernel::started_process;
using mapview::kernel::status;

constexpr DWORD without_effect = DETACHED_PROCESS | CREATE_NEW_CONSOLE | CREATE_NO_WINDOW |
                                 CREATE_BREAKAWAY_FROM_JOB | CREATE_DEFAULT_ERROR_MODE |
                                 IDLE_PRIORITY_CLASS | BELOW_NORMAL_PRIORITY_CLASS |
                                 NORMAL_PRIORITY_CLASS | ABOVE_NORMAL_PRIORITY_CLASS |
                                 HIGH_PRIORITY_CLASS | REALTIME_PRIORITY_CLASS;

bool is_file(const std::string& path) {
    struct stat found {};
    return ::stat(path.c_str(), &found) == 0 && S_ISREG(found.st_mode);
}

std::string current_folder() {
    std::array<char, PATH_MAX> path;
    return ::getcwd(path.data(), path.size()) != nullptr ? path.data() : "/";
}

std::string own_folder() {
    const std::string program = path_of_module(nullptr);
    return program.empty() ? current_folder() : program.substr(0, program.rfind('/'));
}

// A program that is called "child.exe" in its sources is often just "child" here.
bool take_file(std::string path, std::string& program) {
    constexpr std::string_view suffix = ".exe";
    if (!is_file(path) && path.size() > suffix.size()) {
        const auto end = path.end() - static_cast<std::ptrdiff_t>(suffix.size());
        const auto same = [](char a, char b) { return (a | 0x20) == b; };
        if (std::equal(end + 1, path.end(), suffix.begin() + 1, same) && *end == '.')
            path.erase(end, path.end());
    }
    if (!is_file(path)) return false;
    program = std::move(path);
    return true;
}

// Beside this program, in the current folder, in PATH.
bool find_program(const std::string& name, std::string& program) {
    if (name.empty()) return false;
    if (name[0] == '/') return take_file(name, program);
    if (take_file(own_folder() + '/' + name, program) ||
        take_file(current_folder() + '/' + name, program))
        return true;
    if (name.find('/') != name.npos) return false;
    const char* const path = std::getenv("PATH");  // NOLINT(concurrency-mt-unsafe): only read
    for (std::string_view rest = path != nullptr ? path : ""; !rest.empty();) {
        const auto end = std::min(rest.find(':'), rest.size());
        if (end > 0 && take_file(std::string(rest.substr(0, end)) + '/' + name, program))
            return true;
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return false;
}

// Without quotes a program's name may have blanks: the shortest that is a file.
status program_of_line(std::string_view line, std::string& program) {
    std::size_t end = 0;
    std::string name = first_word(line, end);
    if (name.empty()) return status::path_not_found;
    std::string path;
    const status first = path_of(name.c_str(), path);
    if (first != status::success) return first;
    const std::string shortest = path;
    for (;;) {
        if (find_program(path, program)) return status::success;
        if (line[0] == '"' || end == line.size()) break;
        end = std::min(line.find_first_of(" \t", end + 1), line.size());
        if (path_of(std::string(line.substr(0, end)).c_str(), path) != status::success) break;
    }
    program = shortest[0] == '/' ? shortest : current_folder() + '/' + shortest;
    return status::success;  // whatever is there, its start tells
}

template <class Character>
std::vector<std::string> texts_of(const Character* block) {
    std::vector<std::string> texts;
    for (std::size_t length; *block != 0; block += length + 1) {
        texts.push_back(bytes_of(block));
        for (length = 0; block[length] != 0;) ++length;
    }
    return texts;
}

template <class Startup>
status read_streams(const Startup& startup, start_request& request) {
    if ((startup.dwFlags & STARTF_USESTDHANDLES) == 0) return status::success;
    const std::array given{startup.hStdInput, startup.hStdOutput, startup.hStdError};
    for (std::size_t i = 0; i < given.size(); ++i) {
        request.streams[i] = number_of(given[i]);
        if (request.streams[i] < 0 || is_pseudo_handle(given[i])) request.streams[i] = no_stream;
    }
    return status::success;
}

struct attributes {
    LPSECURITY_ATTRIBUTES process;
    LPSECURITY_ATTRIBUTES thread;
};

template <class Character>
BOOL create_process(const Character* application, const Character* line, attributes inheritance,
                    BOOL inherit, DWORD flags, const void* environment, const Character* folder,
                    const STARTUPINFOA* startup, LPPROCESS_INFORMATION made) {
    started_process started;
    const status result = guarded([&] {
        if ((application == nullptr && line == nullptr) || startup == nullptr || made == nullptr)
            return status::invalid_parameter;
        if ((flags & ~(without_effect | CREATE_UNICODE_ENVIRONMENT | CREATE_NEW_PROCESS_GROUP)) !=
            0)
            return status::not_supported;
        start_request request;
        const std::string words = line != nullptr ? bytes_of(line) : std::string();
        if (application != nullptr) {
            const status path = path_of(application, request.program);
            if (path != status::success) return path;
            if (request.program[0] != '/')
                request.program = current_folder() + '/' + request.program;
            take_file(request.program, request.program);
        } else if (const status found = program_of_line(words, request.program);
                   found != status::success) {
            return found;
        }
        request.words = line != nullptr ? words_of(words) : std::vector{bytes_of(application)};
        if (folder != nullptr)
            if (const status path = path_of(folder, request.folder); path != status::success)
                return status::not_a_directory;
        if (environment != nullptr) {
            request.own_environment = false;
            if ((flags & CREATE_UNICODE_ENVIRONMENT) == 0) {
                request.environment = texts_of(static_cast<const char*>(environment));
            } else if constexpr (sizeof(Character) == 1) {
                return status::not_supported;  // of which size its characters are, nobody said
            } else {
                request.environment = texts_of(static_cast<const Character*>(environment));
            }
        }
        request.new_group = (flags & CREATE_NEW_PROCESS_GROUP) != 0;
        request.inherits = inherit != FALSE;
        const auto inheritable = [](LPSECURITY_ATTRIBUTES given) {
            return given != nullptr && given->bInheritHandle;
        };
        request.process_inheritable = inheritable(inheritance.process);
        request.thread_inheritable = inheritable(inheritance.thread);
        const status streams = read_streams(*startup, request);
        return streams == status::success ? mapview::kernel::start_process(request, started)
                                          : streams;
    });
    if (!report(result)) return FALSE;
    const auto id = static_cast<DWORD>(started.id);
    *made = {handle_of(started.process), handle_of(started.thread), id, id};
    return TRUE;
}

}  // namespace

BOOL WINAPI CreateProcessA(LPCSTR lpApplicationName, LPSTR lpCommandLine,
                           LPSECURITY_ATTRIBUTES lpProcessAttributes,
                           LPSECURITY_ATTRIBUTES lpThreadAttributes, BOOL bInheritHandles,
                           DWORD dwCreationFlags, LPVOID lpEnvironment, LPCSTR lpCurrentDirectory,
                           LPSTARTUPINFOA lpStartupInfo,
                           LPPROCESS_INFORMATION lpProcessInformation) {
    return create_process(lpApplicationName, static_cast<const char*>(lpCommandLine),
                          {lpProcessAttributes, lpThreadAttributes}, bInheritHandles,
                          dwCreationFlags, lpEnvironment, lpCurrentDirectory, lpStartupInfo,
                          lpProcessInformation);
}

// STARTUPINFOW differs from STARTUPINFOA in what its pointers mean, which nobody looks at.
static_assert(sizeof(STARTUPINFOA) == sizeof(STARTUPINFOW));

MAPVIEW_WIN32 BOOL CreateProcessW_utf16(const char16_t* application, const char16_t* line,
                                        LPSECURITY_ATTRIBUTES process, LPSECURITY_ATTRIBUTES thread,
                                        BOOL inherit, DWORD flags, LPVOID environment,
                                        const char16_t* folder, LPSTARTUPINFOA startup,
                                        LPPROCESS_INFORMATION made) {
    return create_process(application, line, {process, thread}, inherit, flags, environment, folder,
                          startup, made);
}

MAPVIEW_WIN32 BOOL CreateProcessW_utf32(const char32_t* application, const char32_t* line,
                                        LPSECURITY_ATTRIBUTES process, LPSECURITY_ATTRIBUTES thread,
                                        BOOL inherit, DWORD flags, LPVOID environment,
                                        const char32_t* folder, LPSTARTUPINFOA startup,
                                        LPPROCESS_INFORMATION made) {
    return create_process(application, line, {process, thread}, inherit, flags, environment, folder,
                          startup, made);
}
