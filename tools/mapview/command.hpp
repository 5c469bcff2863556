// command.hpp - what a subcommand is, and all there are.
// SPDX-License-Identifier: MIT
#pragma once

#include <functional>

namespace CLI {
class App;
}

namespace tool {

/// Exit codes, the same for every command.
enum exit_code { done = 0, failed = 1, misused = 2, timed_out = 3 };

struct command {
    const char* name;
    const char* summary;

    /// Declares the command's arguments; what it returns runs once they are parsed. That throws
    /// CLI::ParseError where the arguments make no sense, any other exception where it fails.
    std::function<void()> (*declare)(CLI::App& app);
};

std::function<void()> create(CLI::App& app);
std::function<void()> cat(CLI::App& app);
std::function<void()> write(CLI::App& app);
std::function<void()> dump(CLI::App& app);
std::function<void()> ls(CLI::App& app);
std::function<void()> stat(CLI::App& app);
std::function<void()> run(CLI::App& app);
std::function<void()> signal(CLI::App& app);
std::function<void()> wait(CLI::App& app);
std::function<void()> bridge(CLI::App& app);

inline constexpr command commands[] = {
    {"create", "make a section and hold it until Enter, SIGINT or SIGTERM", create},
    {"cat", "write the bytes of a section to standard output", cat},
    {"write", "write a file or standard input into a section", write},
    {"dump", "show the bytes of a section as hex and text", dump},
    {"ls", "list what is shared, and who holds it", ls},
    {"stat", "show one object, its memory and the path to open it by", stat},
    {"run", "make sections that live as long as a command", run},
    {"signal", "set an event, or add a unit to a semaphore", signal},
    {"wait", "wait for events, semaphores and mutexes", wait},
    {"bridge", "share named memory with programs under Wine or Proton", bridge},
};

}  // namespace tool
