// SPDX-License-Identifier: MIT
#include "size_argument.hpp"

#include <CLI/Error.hpp>
#include <fmt/format.h>

#include <charconv>
#include <limits>

namespace tool {
namespace {

/// By how many bits a unit moves the number before it; nothing for an unknown unit.
std::optional<int> shift_of(std::string_view unit) {
    if (unit.empty()) return 0;
    if (unit == "K" || unit == "k") return 10;
    if (unit == "M" || unit == "m") return 20;
    if (unit == "G" || unit == "g") return 30;
    return std::nullopt;
}

}  // namespace

std::uint64_t parse_size(std::string_view text, const std::string& argument, zero rule) {
    const auto refuse = [&](std::string_view reason) {
        throw CLI::ValidationError(argument, fmt::format("'{}' {}", text, reason));
    };

    const bool hex = text.starts_with("0x") || text.starts_with("0X");
    const auto digits = text.substr(hex ? 2 : 0);
    std::uint64_t number = 0;
    const auto [end, error] =
        std::from_chars(digits.data(), digits.data() + digits.size(), number, hex ? 16 : 10);
    const auto shift = shift_of(digits.substr(static_cast<std::size_t>(end - digits.data())));

    if (error == std::errc::invalid_argument || !shift)
        refuse("is not a size: a whole number of bytes, or of K, M or G");
    if (error == std::errc::result_out_of_range ||
        number > std::numeric_limits<std::uint64_t>::max() >> *shift)
        refuse("is more than 64 bits hold");
    if (number == 0 && rule == zero::refused) refuse("is not a size: at least 1 byte is needed");
    return number << *shift;
}

CLI::Option* add_size(CLI::App& app, const std::string& argument,
                      std::optional<std::uint64_t>& target, const std::string& help, zero rule) {
    const auto store = [argument, &target, rule](const std::string& text) {
        target = parse_size(text, argument, rule);
    };
    auto* const option = app.add_option_function<std::string>(argument, store, help);
    return option->type_name(option->get_positional() ? "" : "SIZE");
}

}  // namespace tool
