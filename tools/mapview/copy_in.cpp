// SPDX-License-Identifier: MIT
#include "copy_in.hpp"

#include "failure.hpp"
#include "progress.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <system_error>

namespace tool {
namespace {

/// Small enough for the progress to move, large enough not to cost speed.
constexpr std::size_t read_size = 1 << 20;

/// Reads until the piece is full; returns the number of bytes, fewer where the source has ended.
std::size_t fill(std::span<std::byte> piece, input& source, progress& shown) {
    std::size_t filled = 0;
    while (filled < piece.size()) {
        const auto room = piece.subspan(filled, std::min(read_size, piece.size() - filled));
        const auto count = source.read(room);
        if (count == 0) break;
        filled += count;
        shown.add(count);
    }
    return filled;
}

}  // namespace

void check_fit(const input& source, std::uint64_t room, const std::string& action) {
    if (source.remaining().value_or(0) > room)
        throw failure(
            fmt::format("{}: {} has {} bytes, and there is room for {}; nothing was written",
                        action, source.name(), *source.remaining(), room));
}

std::uint64_t copy_in(input& source, const mapview::section& section, section_part part,
                      const std::string& action) {
    check_fit(source, part.length, action);
    progress shown(source.remaining());
    bool ended = false;
    try {
        write_pieces(section, part, [&](std::span<std::byte> piece) {
            ended = fill(piece, source, shown) < piece.size();
            return !ended;
        });
        std::byte beyond;
        if (!ended && source.read({&beyond, 1}) > 0)
            throw failure(fmt::format("{}: {} has more than the {} bytes there is room for", action,
                                      source.name(), part.length));
    } catch (const std::system_error& error) {
        throw failure(
            fmt::format("{}: {}; {} bytes were written", action, error.what(), shown.bytes()));
    } catch (const failure& error) {
        throw failure(fmt::format("{}; {} bytes were written", error.what(), shown.bytes()));
    }
    shown.finish();
    return shown.bytes();
}

}  // namespace tool
