// SPDX-License-Identifier: MIT
#include "kernel/parked.hpp"

#include "kernel/descriptor.hpp"
#include "kernel/fixed_text.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <charconv>
#include <string_view>
#include <system_error>

namespace mapview::kernel {
namespace {

// From the top: the mark, above any position that reading could lead to; the file; the folder; the
// rights, of which two groups of five bits are used.
constexpr off_t mark = 0x12B;
constexpr int number_bits = 22;
constexpr int group_bits = 5;
constexpr int second_group = 16;  // in `rights`: standard rights and SYNCHRONIZE

constexpr off_t low(off_t value, int bits) {
    return value & ((off_t{1} << bits) - 1);
}

// 0 for none, and for one beyond what fits.
constexpr off_t packed(int descriptor) {
    return descriptor < (1 << number_bits) - 1 ? off_t{descriptor} + 1 : 0;
}

}  // namespace

off_t parked::position() const noexcept {
    off_t packed_all = mark;
    packed_all = packed_all << number_bits | packed(file);
    packed_all = packed_all << number_bits | packed(folder);
    packed_all = packed_all << group_bits | low(granted >> second_group, group_bits);
    return packed_all << group_bits | low(granted, group_bits);
}

std::optional<parked> parked::parse(off_t position) noexcept {
    const auto take = [&](int bits) {
        const off_t taken = low(position, bits);
        position >>= bits;
        return taken;
    };
    parked read;
    read.granted = static_cast<rights>(take(group_bits));
    read.granted |= static_cast<rights>(take(group_bits)) << second_group;
    read.folder = static_cast<int>(take(number_bits)) - 1;
    read.file = static_cast<int>(take(number_bits)) - 1;
    if (position != mark) return {};
    return read;
}

void park(int memory, const parked& what) noexcept {
    ::lseek(memory, what.position(), SEEK_SET);
}

std::optional<parked> parked_in(int memory) noexcept {
    return parked::parse(::lseek(memory, 0, SEEK_CUR));
}

std::optional<parked> parked_by(pid_t process, int memory) {
    const auto path = fixed_text<64>().add("/proc/").add(process).add("/fdinfo/").add(memory);
    const descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    std::array<char, 64> text{};
    if (!file || ::read(file.get(), text.data(), text.size() - 1) <= 0) return {};
    constexpr std::string_view field = "pos:\t";
    const std::string_view line = text.data();
    off_t position = 0;
    if (!line.starts_with(field) ||
        std::from_chars(line.data() + field.size(), line.data() + line.size(), position).ec !=
            std::errc())
        return {};
    return parked::parse(position);
}

}  // namespace mapview::kernel
