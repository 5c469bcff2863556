// kernel/holder_link.hpp - the name of the link by which a handle shows in its object's folder,
// and of what else lies there.
// SPDX-License-Identifier: MIT
#pragma once

#include "kernel/fixed_text.hpp"

#include <sys/types.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace mapview::kernel {

/// `4711.5.1c3f09a2.8c31.section-rw` -> /proc/4711/fd/5
///
/// Everything that an opener must know stands in the name, so that it reads the folder and nothing
/// else: where the memory can be found, which memory it must be (the inode of a memfd is never
/// used twice), and of what type the object is.
struct holder_link {
    pid_t pid = 0;
    int fd = -1;
    std::uint64_t nonce = 0;  ///< no two links ever have the same pid, fd and nonce
    ino_t memory = 0;
    std::string_view type;  ///< points into the text that was parsed

    /// The longest type that fits.
    static constexpr std::size_t longest_type = 64;

    /// Reads an entry's name; false where it is none of ours.
    static bool parse(std::string_view name, holder_link& link) noexcept;
    fixed_text<128> name() const noexcept;
    fixed_text<48> target() const noexcept;
};

/// `name.0.8c31.section-rw`: an entry beside the links that holds, as a symbolic link's target, a
/// piece of a name too long for a folder.
struct name_piece {
    unsigned number = 0;
    ino_t memory = 0;
    std::string_view type;  ///< points into the text that was parsed

    static bool parse(std::string_view name, name_piece& piece) noexcept;
    fixed_text<128> name() const noexcept;
};

/// What memory an object has, which every entry of its folder says.
struct memory_identity {
    ino_t inode = 0;
    std::string_view type;

    bool operator==(const memory_identity&) const = default;
};

/// Nothing where the entry is none of ours.
std::optional<memory_identity> memory_of_entry(std::string_view name) noexcept;

/// A nonce: the nanoseconds since the machine started, so that a greater one is younger.
std::uint64_t next_nonce() noexcept;

/// "<pid>/fd/<fd>", a path below /proc. For a descriptor of one's own the number is
/// own_thread_id(): that of the process leads nowhere once its first thread has ended.
inline fixed_text<32> descriptor_path(pid_t pid, int fd) noexcept {
    return fixed_text<32>().add(pid).add("/fd/").add(fd);
}

}  // namespace mapview::kernel
