// cat.cpp - mapview cat: the bytes of a section as they are.
// SPDX-License-Identifier: MIT
#include "command.hpp"
#include "name_argument.hpp"
#include "output.hpp"
#include "section_part.hpp"
#include "size_argument.hpp"

#include <mapview/section.hpp>

#include <CLI/App.hpp>

#include <memory>
#include <optional>
#include <string>

namespace {

struct arguments {
    std::string name;
    std::optional<std::uint64_t> offset, length;
};

void put_bytes(const arguments& given) {
    const auto section = mapview::section::open(given.name, mapview::access::read);
    const auto part = tool::part_of(section, given.name, given.offset, given.length);
    tool::read_pieces(section, part, [](std::span<const std::byte> piece) { tool::put(piece); });
}

}  // namespace

std::function<void()> tool::cat(CLI::App& app) {
    const auto given = std::make_shared<arguments>();
    add_name(app, given->name);
    add_size(app, "--offset", given->offset, "begin at this byte", zero::allowed);
    add_size(app, "--length", given->length, "write so many bytes; all without", zero::allowed);
    return [given] { put_bytes(*given); };
}
