// section_part.hpp - some bytes of a section, wherever they begin and however many they are.
// SPDX-License-Identifier: MIT
#pragma once

#include <mapview/section.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>

namespace tool {

struct section_part {
    std::uint64_t offset = 0;
    std::uint64_t length = 0;
};

/// The bytes from `offset` on; all of them where there is no length. Throws failure where they pass
/// the end of the section.
section_part part_of(const mapview::section& section, const std::string& name,
                     std::optional<std::uint64_t> offset, std::optional<std::uint64_t> length);

/// Gives the bytes to `use`, a piece after the other: a large section need not fit into the address
/// space at once.
void read_pieces(const mapview::section& section, section_part part,
                 const std::function<void(std::span<const std::byte>)>& use);

/// The same with pieces to write to; `use` returns false to end early.
void write_pieces(const mapview::section& section, section_part part,
                  const std::function<bool(std::span<std::byte>)>& use);

}  // namespace tool
