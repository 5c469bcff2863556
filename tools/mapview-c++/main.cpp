// mapview-c++ and mapview-cc: compile programs for Windows as they are.
//
//     mapview-c++ HandleFileMapping2.cpp -o one
//
// A wrapper around g++ (MAPVIEW_CXX names another) or gcc (MAPVIEW_CC): it adds the drop-in
// headers, the libraries and what makes the compiler take Microsoft's C++, and hands all else on.
// --show prints the compiler's command. docs/win32.md tells what it does to the sources.
// SPDX-License-Identifier: MIT
#include "command_line.hpp"
#include "include_path.hpp"
#include "translation.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <string>
#include <system_error>
#include <vector>

namespace fs = std::filesystem;

namespace {

using words = std::vector<std::string>;

// A folder that goes with its content.
class temporary_folder {
  public:
    temporary_folder() {
        std::string path = fs::temp_directory_path() / "mapview-c++.XXXXXX";
        if (::mkdtemp(path.data()) == nullptr)
            throw std::system_error(errno, std::generic_category(), path);
        path_ = path;
    }
    temporary_folder(const temporary_folder&) = delete;
    temporary_folder& operator=(const temporary_folder&) = delete;
    ~temporary_folder() {
        std::error_code ignored;
        fs::remove_all(path_, ignored);
    }
    const fs::path& path() const { return path_; }

  private:
    fs::path path_;
};

struct toolchain {
    bool is_c;
    std::string compiler;
    fs::path headers;
    fs::path libraries;
};

toolchain find_toolchain(const char* invoked_as) {
    toolchain tools;
    tools.is_c = fs::path(invoked_as).filename().string().ends_with("cc");
    const char* const chosen = std::getenv(tools.is_c ? "MAPVIEW_CC" : "MAPVIEW_CXX");
    tools.compiler = chosen != nullptr ? chosen : tools.is_c ? "gcc" : "g++";
    const fs::path bin = fs::read_symlink("/proc/self/exe").parent_path();
    tools.headers = (bin / MAPVIEW_BIN_TO_INCLUDE).lexically_normal();
    tools.libraries = (bin / MAPVIEW_BIN_TO_LIB).lexically_normal();
    return tools;
}

// What comes before the words of the user, who can take back each of these.
words leading_flags(const toolchain& tools, bool void_main) {
    words flags{"-DMAPVIEW_WINDOWS_PROGRAM",   "-isystem", tools.headers,      "-idirafter",
                tools.headers / "precompiled", "-include", "mapview_program.h"};
    if (void_main) flags.emplace_back("-DMAPVIEW_VOID_MAIN");
    const bool is_clang = tools.compiler.find("clang") != std::string::npos;
    if (is_clang) flags.emplace_back("-fms-extensions");
    else if (!tools.is_c) flags.emplace_back("-fpermissive");
    return flags;
}

words libraries(const toolchain& tools) {
    words flags{"-x", "none", tools.libraries / "libmapview_crt.a",
                tools.libraries / "libmapview.a", "-pthread"};
    if (tools.is_c) flags.insert(flags.end(), {"-lstdc++", "-lm"});
    return flags;
}

int run(const words& command) {
    std::vector<char*> arguments;
    arguments.reserve(command.size() + 1);
    for (const std::string& word : command) arguments.push_back(const_cast<char*>(word.c_str()));
    arguments.push_back(nullptr);
    const pid_t child = ::fork();
    if (child == 0) {
        ::execvp(arguments[0], arguments.data());
        std::fprintf(stderr, "mapview-c++: cannot run %s\n", arguments[0]);
        ::_exit(127);
    }
    if (child < 0) throw std::system_error(errno, std::generic_category(), "fork");
    int status = 0;
    while (::waitpid(child, &status, 0) < 0)
        if (errno != EINTR) throw std::system_error(errno, std::generic_category(), "waitpid");
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

int compile(int count, char** arguments) {
    const toolchain tools = find_toolchain(arguments[0]);
    command_line line = read_command_line(count, arguments);
    const temporary_folder folder;
    const include_path path(line.include_folders, {tools.headers, tools.headers / "precompiled"});
    translation sources(path, folder.path());
    for (const std::size_t source : line.sources)
        if (fs::exists(line.words[source])) line.words[source] = sources.add(line.words[source]);

    words command{tools.compiler};
    const auto append = [&command](const words& more) {
        command.insert(command.end(), more.begin(), more.end());
    };
    append(leading_flags(tools, sources.has_void_main()));
    append(line.words);
    if (line.links) append(libraries(tools));
    if (!line.show) return run(command);
    for (const std::string& word : command) std::printf("%s ", word.c_str());
    std::puts("");
    return 0;
}

}  // namespace

int main(int count, char** arguments) {
    try {
        return compile(count, arguments);
    } catch (const std::exception& failure) {
        std::fprintf(stderr, "mapview-c++: %s\n", failure.what());
        return 1;
    }
}
