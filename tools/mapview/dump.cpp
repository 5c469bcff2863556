// dump.cpp - mapview dump: the bytes of a section as hex and text, in the layout of hexdump -C.
// SPDX-License-Identifier: MIT
#include "command.hpp"
#include "name_argument.hpp"
#include "output.hpp"
#include "section_part.hpp"
#include "size_argument.hpp"

#include <mapview/section.hpp>

#include <CLI/App.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <memory>
#include <optional>
#include <string>

namespace {

struct arguments {
    std::string name;
    std::optional<std::uint64_t> offset, length;
};

/// Makes lines of 16 bytes. A line that equals the one before is left out, and a single `*` stands
/// for all that are left out in a row.
class hex_dump {
  public:
    explicit hex_dump(std::uint64_t offset) : offset_(offset) {}

    void add(std::span<const std::byte> bytes) {
        while (!bytes.empty()) {
            const auto count = std::min(line_size - filled_, bytes.size());
            std::ranges::copy(bytes.first(count), line_.begin() + static_cast<long>(filled_));
            filled_ += count;
            bytes = bytes.subspan(count);
            if (filled_ == line_size) end_line();
        }
    }

    void finish() {
        if (filled_ > 0) end_line();
        if (has_previous_) fmt::format_to(std::back_inserter(text_), "{:08x}\n", offset_);
        flush();
    }

  private:
    static constexpr std::size_t line_size = 16;
    static constexpr std::size_t flush_size = 64 * 1024;

    void end_line() {
        const bool repeated = has_previous_ && filled_ == line_size && line_ == previous_;
        if (!repeated) print_line();
        else if (!repeating_) text_ += "*\n";
        repeating_ = repeated;
        previous_ = line_;
        has_previous_ = true;
        offset_ += filled_;
        filled_ = 0;
        if (text_.size() >= flush_size) flush();
    }

    void print_line() {
        fmt::format_to(std::back_inserter(text_), "{:08x} ", offset_);
        for (std::size_t i = 0; i < line_size; ++i) {
            if (i % 8 == 0) text_ += ' ';
            if (i < filled_) put_hex(line_[i]);
            else text_ += "   ";
        }
        text_ += " |";
        for (std::size_t i = 0; i < filled_; ++i) {
            const auto c = static_cast<char>(line_[i]);
            text_ += c >= ' ' && c <= '~' ? c : '.';
        }
        text_ += "|\n";
    }

    void put_hex(std::byte value) {
        static constexpr char digits[] = "0123456789abcdef";
        text_ += digits[std::to_integer<unsigned>(value >> 4)];
        text_ += digits[std::to_integer<unsigned>(value & std::byte{0x0f})];
        text_ += ' ';
    }

    void flush() {
        tool::put(text_);
        text_.clear();
    }

    std::uint64_t offset_;
    std::array<std::byte, line_size> line_{}, previous_{};
    std::size_t filled_ = 0;
    bool has_previous_ = false;
    bool repeating_ = false;
    std::string text_;
};

void put_dump(const arguments& given) {
    const auto section = mapview::section::open(given.name, mapview::access::read);
    const auto part = tool::part_of(section, given.name, given.offset, given.length);
    hex_dump lines(part.offset);
    tool::read_pieces(section, part, [&](std::span<const std::byte> piece) { lines.add(piece); });
    lines.finish();
}

}  // namespace

std::function<void()> tool::dump(CLI::App& app) {
    const auto given = std::make_shared<arguments>();
    add_name(app, given->name);
    add_size(app, "--offset", given->offset, "begin at this byte", zero::allowed);
    add_size(app, "--length", given->length, "show so many bytes; all without", zero::allowed);
    app.footer("A line of * stands for lines that equal the one before.");
    return [given] { put_dump(*given); };
}
