// write.cpp - mapview write: a file into a section that is there.
// SPDX-License-Identifier: MIT
#include "command.hpp"
#include "copy_in.hpp"
#include "failure.hpp"
#include "name_argument.hpp"
#include "printable.hpp"
#include "section_part.hpp"
#include "size_argument.hpp"

#include <mapview/section.hpp>

#include <CLI/App.hpp>
#include <fmt/format.h>

#include <memory>
#include <optional>
#include <string>

namespace {

struct arguments {
    std::string name;
    std::string file = "-";
    std::optional<std::uint64_t> offset;
};

void write_file(const arguments& given) {
    const auto section = mapview::section::open(given.name);
    const auto room = tool::part_of(section, given.name, given.offset, std::nullopt);
    tool::input source(given.file);
    const auto bytes =
        tool::copy_in(source, section, room, fmt::format("write section '{}'", given.name));
    tool::note(fmt::format("wrote {} bytes to '{}' at offset {}", bytes,
                           tool::printable(given.name), room.offset));
}

}  // namespace

std::function<void()> tool::write(CLI::App& app) {
    const auto given = std::make_shared<arguments>();
    add_name(app, given->name);
    app.add_option("FILE", given->file, "what to write; standard input without, or for -")
        ->type_name("");
    add_size(app, "--offset", given->offset, "write at this byte", zero::allowed);
    return [given] { write_file(*given); };
}
