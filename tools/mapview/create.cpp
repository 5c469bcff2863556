// create.cpp - mapview create: a section that lives as long as this process.
// SPDX-License-Identifier: MIT
#include "command.hpp"
#include "copy_in.hpp"
#include "end_request.hpp"
#include "failure.hpp"
#include "name_argument.hpp"
#include "output.hpp"
#include "printable.hpp"
#include "size_argument.hpp"

#include <mapview/section.hpp>

#include <CLI/App.hpp>
#include <fmt/format.h>

#include <unistd.h>

#include <memory>
#include <optional>
#include <string>

namespace {

struct arguments {
    std::string name;
    std::optional<std::uint64_t> size;
    std::optional<std::string> from;
    bool populate = false;
};

/// The size asked for, or else that of the file.
std::uint64_t size_of(const arguments& given, const std::optional<tool::input>& source) {
    if (given.size) return *given.size;
    if (source && source->remaining().value_or(0) > 0) return *source->remaining();
    throw CLI::RequiredError(source ? "SIZE, as that of " + source->name() + " is not known,"
                                    : "SIZE");
}

void create_and_hold(const arguments& given) {
    const auto action = fmt::format("create section '{}'", given.name);
    std::optional<tool::input> source;
    if (given.from) source.emplace(*given.from);
    const auto size = size_of(given, source);
    if (source) tool::check_fit(*source, size, action);

    const auto section =
        mapview::section::create(given.name, {.size = size, .populate = given.populate});
    // The limit is what was asked for, not the whole pages that it became.
    if (source) tool::copy_in(*source, section, {.offset = 0, .length = size}, action);

    const tool::end_request end;
    tool::put(fmt::format("created '{}': {} bytes, process {}\n", tool::printable(given.name),
                          section.size(), getpid()));
    if (end.on_terminal()) tool::note("Press Enter to end.");
    end.wait();
}

}  // namespace

std::function<void()> tool::create(CLI::App& app) {
    const auto given = std::make_shared<arguments>();
    add_name(app, given->name);
    add_size(app, "SIZE", given->size, "bytes, or with K, M, G; may be left out with --from FILE",
             zero::refused);
    app.add_option("--from", given->from, "copy a file into it; - is standard input")
        ->type_name("FILE");
    app.add_flag("--populate", given->populate, "have all of its memory at once, or fail");
    app.footer("The name and the memory are free again when this process and all others that\n"
               "opened the section have ended, in whatever way. Where standard input is no\n"
               "terminal only a signal ends it.");
    return [given] { create_and_hold(*given); };
}
