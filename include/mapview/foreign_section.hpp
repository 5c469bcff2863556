// mapview/foreign_section.hpp - a name for memory that somebody else made. Linux only.
// SPDX-License-Identifier: MIT
#pragma once

#include <mapview/export.hpp>
#include <mapview/section.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

namespace mapview {

/// Gives memory that this library did not make a name, under which section::open, OpenFileMapping
/// and the command find it like any section: the same pages, nothing is copied. Move-only.
///
/// The memory is an open file that has no name of its own (a memfd, an unlinked file), belongs to
/// this user, and is not empty. It is not sealed: whoever may write the file can shrink it, and a
/// view of what was cut off then raises SIGBUS.
///
/// The name lives as any section's does, as long as somebody has a handle to it. Where the
/// publisher goes first, openers still find the memory with any process of this user that has the
/// file open; where nobody has, opening and mapping fail with not_found.
///
/// A foreign section is used by one thread at a time.
class MAPVIEW_API foreign_section {
  public:
    /// Publishes `memory`, a descriptor open to read and write that the caller keeps open. Takes
    /// over a name whose publisher has gone: its readers see a new generation. `source` tells
    /// people who made the memory; UTF-8, cut after 207 bytes. Fails with already_exists if another
    /// publisher, or any other object, has the name, and with invalid_parameter for a descriptor
    /// that is not as described.
    static foreign_section publish(std::string_view name, int memory, std::string_view source);
    static foreign_section publish(std::string_view name, int memory, std::string_view source,
                                   std::error_code& ec) noexcept;

    foreign_section() noexcept = default;
    foreign_section(foreign_section&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
    foreign_section& operator=(foreign_section other) noexcept {
        std::swap(number_, other.number_);
        return *this;
    }
    ~foreign_section() { withdraw(); }

    explicit operator bool() const noexcept { return number_ >= 0; }

    /// Leads the name to other memory, the next generation. Views of what it led to before stay
    /// valid and see no more of what happens.
    void move_to(int memory, std::string_view source);
    void move_to(int memory, std::string_view source, std::error_code& ec) noexcept;

    /// Tells readers that the program behind the memory has gone, and takes the path away.
    void retire() noexcept;

    /// A path at which programs that know nothing of this library can open the memory and map it:
    /// <root of the names>/Local/<name>/memory. It leads to this process's descriptor and is there
    /// from publish, or move_to, until retire or withdraw.
    std::string path() const;

    /// Closes the handle; the object is empty afterwards.
    void withdraw() noexcept;

  private:
    explicit foreign_section(int number) noexcept : number_(number) {}

    int number_ = -1;
};

/// What a reader can know about the memory behind a section.
struct foreign_state {
    std::uint64_t generation = 0;  ///< 0 for an ordinary section; grows when the name is led to
                                   ///< other memory: what was mapped before is stale, map anew
    bool present = false;          ///< the program is there, as far as the publisher knows
    bool published = false;        ///< the publisher is there and would tell; not known to itself
    std::string source;            ///< who made the memory
};

/// Costs some system calls, so not for every read. Thread-safe.
MAPVIEW_API foreign_state state_of(const section& opened);
MAPVIEW_API foreign_state state_of(const section& opened, std::error_code& ec) noexcept;

}  // namespace mapview
