// SPDX-License-Identifier: MIT
#include "kernel/reserved_number.hpp"

#include "kernel/abstract_name.hpp"
#include "kernel/holder_link.hpp"

#include <sys/socket.h>

#include <cerrno>
#include <charconv>
#include <cstdint>
#include <string_view>

namespace mapview::kernel {
namespace {

constexpr std::string_view prefix = "mapview.handle.";
constexpr std::uint32_t count = (1U << 28) - 1;  // so that number + 1 stays below 2^29

// Numbers that follow each other in time lie far apart: one that is closed does not soon mean
// something else, and the first try mostly succeeds.
std::uint32_t somewhere() noexcept {
    constexpr std::uint64_t golden = 0x9E3779B97F4A7C15;
    return static_cast<std::uint32_t>(next_nonce() * golden >> 32) % count;
}

descriptor new_reservation() noexcept {
    return above_standard_streams(descriptor(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)),
                                  false);
}

bool reserve(int reservation, int number) noexcept {
    const abstract_name name(abstract_name::text().add(prefix).add(number));
    return ::bind(reservation, name.get(), name.length()) == 0;
}

}  // namespace

descriptor reserve_number(int& number) noexcept {
    descriptor reservation = new_reservation();
    if (!reservation) return {};
    std::uint32_t index = somewhere();
    for (std::uint32_t tries = 0; tries < count; ++tries, index = (index + 1) % count) {
        number = first_reserved_number + static_cast<int>(index);
        if (reserve(reservation.get(), number)) return reservation;
        if (errno != EADDRINUSE) return {};
    }
    return {};
}

bool is_reserved(int number) noexcept {
    const descriptor attempt = new_reservation();
    return !attempt || (!reserve(attempt.get(), number) && errno == EADDRINUSE);
}

std::optional<int> number_reserved_by(int reservation) noexcept {
    const auto name = abstract_name::of(reservation);
    std::string_view text = name.view();
    if (!text.starts_with(prefix)) return {};
    text.remove_prefix(prefix.size());
    int number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool whole = error == std::errc() && end == text.data() + text.size();
    if (!whole || number < first_reserved_number ||
        number - first_reserved_number >= static_cast<int>(count))
        return {};
    return number;
}

// Nothing ever arrives at the socket, so how much must arrive to wake up a reader is free for use.
void note_descriptor(int reservation, int handle) noexcept {
    const int note = handle + 1;
    ::setsockopt(reservation, SOL_SOCKET, SO_RCVLOWAT, &note, sizeof note);
}

std::optional<int> noted_descriptor(int reservation) noexcept {
    int note = 0;
    socklen_t size = sizeof note;
    if (::getsockopt(reservation, SOL_SOCKET, SO_RCVLOWAT, &note, &size) != 0 || note <= 1)
        return {};
    return note - 1;
}

}  // namespace mapview::kernel
