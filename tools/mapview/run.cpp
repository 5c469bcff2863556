// run.cpp - mapview run: sections that live as long as a command.
// SPDX-License-Identifier: MIT
#include "command.hpp"
#include "name_argument.hpp"
#include "size_argument.hpp"

#include <mapview/section.hpp>

#include <CLI/CLI.hpp>

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <memory>
#include <span>
#include <system_error>
#include <vector>

namespace {

struct named_size {
    std::string name;
    std::uint64_t size = 0;
};

/// "NAME=SIZE"; the name may hold further equals signs.
named_size parse(const std::string& text) {
    const auto equals = text.rfind('=');
    if (equals == std::string::npos)
        throw CLI::ValidationError("NAME=SIZE", "'" + text + "' has no '='");
    named_size result{
        text.substr(0, equals),
        tool::parse_size(std::string_view(text).substr(equals + 1), text, tool::zero::refused)};
    tool::check_name(result.name);
    return result;
}

/// Makes this process the command. Returns only by throwing, and then the sections are closed.
[[noreturn]] void execute(std::span<std::string> words) {
    std::vector<char*> argv;
    for (auto& word : words) argv.push_back(word.data());
    argv.push_back(nullptr);
    execvp(argv.front(), argv.data());
    throw std::system_error(errno, std::generic_category(), "run '" + words.front() + "'");
}

/// The kernel passes inheritable handles on to the command and counts them there, so nobody has to
/// wait for its end.
void create_and_execute(std::vector<std::string> words, bool populate) {
    const auto mark = std::ranges::find(words, "--");
    if (mark == words.end() || mark + 1 == words.end()) throw CLI::RequiredError("-- COMMAND");
    if (mark == words.begin()) throw CLI::RequiredError("NAME=SIZE");

    std::vector<named_size> wanted;
    std::transform(words.begin(), mark, std::back_inserter(wanted), parse);
    std::vector<mapview::section> sections;
    for (const auto& [name, size] : wanted)
        sections.push_back(mapview::section::create(
            name, {.size = size, .populate = populate, .inheritable = true}));
    execute({mark + 1, words.end()});
}

/// The arguments cannot be declared to the parser: it forgets where the -- was.
struct usage : CLI::Formatter {
    std::string make_usage(const CLI::App*, std::string name) const override {
        return "Usage: " + name + " [OPTIONS] NAME=SIZE... -- COMMAND [ARGUMENT...]\n";
    }
};

}  // namespace

std::function<void()> tool::run(CLI::App& app) {
    const auto populate = std::make_shared<bool>(false);
    app.add_flag("--populate", *populate, "have all of their memory at once, or fail");
    app.prefix_command();
    app.formatter(std::make_shared<usage>());
    app.footer("The sections last until the command and all that it leaves running have ended.\n"
               "The exit status is that of the command.");
    return [&app, populate] { create_and_execute(app.remaining(), *populate); };
}
