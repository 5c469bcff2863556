// main.cpp - the frame of the command: parses, runs, and says what went wrong.
// SPDX-License-Identifier: MIT
#include "command.hpp"
#include "failure.hpp"
#include "output.hpp"
#include "standard_descriptors.hpp"

#include <CLI/CLI.hpp>

#include <clocale>
#include <cstdio>
#include <exception>
#include <string>

namespace {

constexpr char footer[] =
    "SIZE is a number of bytes, or of K, M or G (binary units); 0x begins a hexadecimal one.\n"
    "Results go to standard output, all else to standard error. Exit status: 0 done, 1 failed,\n"
    "2 misused, 3 the time was over. MAPVIEW_DIR moves the folder of the names, which is\n"
    "/dev/shm/mapview-UID.";

void declare_commands(CLI::App& app) {
    for (const auto& command : tool::commands) {
        auto* const sub = app.add_subcommand(command.name, command.summary)->group("Commands");
        sub->callback(command.declare(*sub));
    }
    // At most one: a section may bear the name of a command.
    app.require_subcommand(0, 1);
}

int misuse(const CLI::App& app, const CLI::ParseError& error) {
    const auto chosen = app.get_subcommands();
    tool::complain(error.what());
    tool::note("try 'mapview " + (chosen.empty() ? "" : chosen.front()->get_name() + " ") +
               "--help'");
    return tool::misused;
}

int parse_and_run(CLI::App& app, int argc, char** argv) {
    try {
        app.parse(argc, argv);
    } catch (const CLI::CallForHelp&) {
        tool::put(app.help());
        return tool::done;
    } catch (const CLI::CallForVersion& version) {
        tool::put(std::string(version.what()) + "\n");
        return tool::done;
    } catch (const CLI::ParseError& error) {
        return misuse(app, error);
    }

    if (!app.get_subcommands().empty()) return tool::done;
    std::fputs(app.help().c_str(), stderr);
    return tool::misused;
}

}  // namespace

int main(int argc, char** argv) {
    tool::reserve_standard_descriptors();
    std::setlocale(LC_CTYPE, "C.UTF-8");  // names are UTF-8 wherever the user is

    try {
        CLI::App app("Named shared memory, events, mutexes and semaphores that live exactly as "
                     "long as\nsomeone holds them.",
                     "mapview");
        app.get_formatter()->label("SUBCOMMAND", "COMMAND");
        app.get_formatter()->label("REQUIRED", "");
        app.set_version_flag("--version", "mapview " MAPVIEW_VERSION);
        declare_commands(app);
        app.footer(footer);
        return parse_and_run(app, argc, argv);
    } catch (const tool::time_over& error) {
        tool::complain(error);
        return tool::timed_out;
    } catch (const std::exception& error) {
        tool::complain(error);
        return tool::failed;
    }
}
