// SPDX-License-Identifier: MIT
#include "progress.hpp"

#include <fmt/format.h>

#include <unistd.h>

#include <array>
#include <cstdio>
#include <string>

namespace tool {
namespace {

using namespace std::chrono_literals;

constexpr std::uint64_t worth_showing = 16 << 20;
constexpr auto interval = 100ms;

std::string in_units(double bytes) {
    static constexpr std::array units{"bytes", "KiB", "MiB", "GiB", "TiB"};
    std::size_t unit = 0;
    for (; bytes >= 1024 && unit + 1 < units.size(); ++unit) bytes /= 1024;
    return fmt::format("{:.{}f} {}", bytes, unit == 0 ? 0 : 1, units[unit]);
}

}  // namespace

progress::progress(std::optional<std::uint64_t> total)
    : total_(total), terminal_(isatty(STDERR_FILENO) == 1) {}

progress::~progress() {
    if (shown_) std::fputc('\n', stderr);
}

void progress::add(std::uint64_t bytes) {
    bytes_ += bytes;
    if (!terminal_ || total_.value_or(bytes_) < worth_showing) return;
    const auto now = clock::now();
    if (now < next_) return;
    show(now);
    next_ = now + interval;
}

void progress::finish() {
    if (shown_) show(clock::now());
}

void progress::show(clock::time_point now) {
    const auto bytes = static_cast<double>(bytes_);
    const std::chrono::duration<double> seconds = now - begin_;
    auto line = in_units(bytes);
    if (total_)
        line += fmt::format(" of {}, {:.0f} %", in_units(static_cast<double>(*total_)),
                            100 * bytes / static_cast<double>(*total_));
    if (seconds.count() > 0) line += fmt::format(", {}/s", in_units(bytes / seconds.count()));

    // Back to the first column, and away with the rest of a longer line before.
    std::fprintf(stderr, "\rcopying: %s\x1b[K", line.c_str());
    std::fflush(stderr);
    shown_ = true;
}

}  // namespace tool
