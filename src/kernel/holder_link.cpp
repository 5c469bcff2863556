// SPDX-License-Identifier: MIT
#include "kernel/holder_link.hpp"

#include <charconv>
#include <ctime>

namespace mapview::kernel {
namespace {

constexpr std::string_view piece_prefix = "name.";

// Reads a number and the dot behind it. No sign, no leading blank, nothing that does not fit.
template <class Number>
bool take_number(std::string_view& text, Number& number, int base) {
    if (text.empty() || text.front() == '-') return false;
    const char* const end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, number, base);
    if (error != std::errc() || stop == end || *stop != '.') return false;
    text.remove_prefix(static_cast<std::size_t>(stop + 1 - text.data()));
    return true;
}

}  // namespace

bool holder_link::parse(std::string_view name, holder_link& link) noexcept {
    holder_link read;
    if (!take_number(name, read.pid, 10) || !take_number(name, read.fd, 10) ||
        !take_number(name, read.nonce, 16) || !take_number(name, read.memory, 16))
        return false;
    if (read.pid <= 0 || name.empty() || name.size() > longest_type) return false;
    read.type = name;
    link = read;
    return true;
}

fixed_text<128> holder_link::name() const noexcept {
    fixed_text<128> text;
    text.add(pid).add(".").add(fd).add(".").add(nonce, 16).add(".").add(memory, 16).add(".");
    return text.add(type.substr(0, longest_type));
}

fixed_text<48> holder_link::target() const noexcept {
    return fixed_text<48>().add("/proc/").add(descriptor_path(pid, fd).view());
}

bool name_piece::parse(std::string_view name, name_piece& piece) noexcept {
    if (!name.starts_with(piece_prefix)) return false;
    name.remove_prefix(piece_prefix.size());
    name_piece read;
    if (!take_number(name, read.number, 10) || !take_number(name, read.memory, 16)) return false;
    if (name.empty() || name.size() > holder_link::longest_type) return false;
    read.type = name;
    piece = read;
    return true;
}

fixed_text<128> name_piece::name() const noexcept {
    fixed_text<128> text;
    text.add(piece_prefix).add(number).add(".").add(memory, 16).add(".");
    return text.add(type.substr(0, holder_link::longest_type));
}

std::optional<memory_identity> memory_of_entry(std::string_view name) noexcept {
    holder_link link;
    name_piece piece;
    if (holder_link::parse(name, link)) return memory_identity{link.memory, link.type};
    if (name_piece::parse(name, piece)) return memory_identity{piece.memory, piece.type};
    return std::nullopt;
}

std::uint64_t next_nonce() noexcept {
    timespec now{};
    clock_gettime(CLOCK_MONOTONIC, &now);
    return static_cast<std::uint64_t>(now.tv_sec) * 1'000'000'000 +
           static_cast<std::uint64_t>(now.tv_nsec);
}

}  // namespace mapview::kernel
