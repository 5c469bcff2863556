// SPDX-License-Identifier: MIT
#include "section_part.hpp"

#include "failure.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace tool {
namespace {

constexpr std::uint64_t piece_size = 256 * mapview::map_granularity;

/// The view that begins at or before the part, and holds as much of it as one piece may.
mapview::range window_of(section_part part) {
    const auto before = part.offset % mapview::map_granularity;
    return {.offset = part.offset - before,
            .length = static_cast<std::size_t>(std::min(piece_size, before + part.length))};
}

/// Gives each piece to `use`, as `map` maps it, until that returns false.
template <class Map, class Use>
void walk(section_part part, Map map, Use use) {
    while (part.length > 0) {
        const auto window = window_of(part);
        const auto view = map(window);
        const auto piece =
            view.bytes().subspan(static_cast<std::size_t>(part.offset - window.offset));
        if (!use(piece)) return;
        part.offset += piece.size();
        part.length -= piece.size();
    }
}

}  // namespace

section_part part_of(const mapview::section& section, const std::string& name,
                     std::optional<std::uint64_t> offset, std::optional<std::uint64_t> length) {
    const auto size = section.size();
    const auto first = offset.value_or(0);
    if (first > size)
        throw failure(
            fmt::format("section '{}': offset {} is past its end at {}", name, first, size));
    if (length.value_or(0) > size - first)
        throw failure(fmt::format("section '{}': {} bytes from offset {} on pass its end at {}",
                                  name, *length, first, size));
    return {.offset = first, .length = length.value_or(size - first)};
}

void read_pieces(const mapview::section& section, section_part part,
                 const std::function<void(std::span<const std::byte>)>& use) {
    walk(
        part, [&](mapview::range window) { return section.map_const(window); },
        [&](std::span<const std::byte> piece) { return use(piece), true; });
}

void write_pieces(const mapview::section& section, section_part part,
                  const std::function<bool(std::span<std::byte>)>& use) {
    walk(
        part, [&](mapview::range window) { return section.map(window); }, use);
}

}  // namespace tool
