// SPDX-License-Identifier: MIT
#include "duration_argument.hpp"

#include <CLI/Error.hpp>
#include <fmt/format.h>

#include <charconv>
#include <chrono>
#include <cmath>
#include <string_view>

namespace tool {
namespace {

using seconds = std::chrono::duration<double>;

/// In seconds; 0 for an unknown unit.
double length_of(std::string_view unit) {
    if (unit.empty() || unit == "s") return 1;
    if (unit == "ms") return 0.001;
    if (unit == "m") return 60;
    if (unit == "h") return 3600;
    return 0;
}

seconds parse(std::string_view text, const std::string& argument) {
    double number = 0;
    const auto* const last = text.data() + text.size();
    const auto [end, error] = std::from_chars(text.data(), last, number, std::chars_format::fixed);
    const double unit = length_of({end, static_cast<std::size_t>(last - end)});
    // The number may be one that text can spell and nobody can wait for: "inf", "nan".
    if (error != std::errc() || unit == 0 || !std::isfinite(number) || std::signbit(number))
        throw CLI::ValidationError(
            argument,
            fmt::format("'{}' is not a time: a number of seconds, or of ms, m or h", text));
    return seconds(number * unit);
}

}  // namespace

CLI::Option* add_duration(CLI::App& app, const std::string& argument, mapview::timeout& target,
                          const std::string& help) {
    const auto store = [argument, &target](const std::string& text) {
        target = parse(text, argument);
    };
    return app.add_option_function<std::string>(argument, store, help)->type_name("DURATION");
}

}  // namespace tool
