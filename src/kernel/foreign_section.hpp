// kernel/foreign_section.hpp - a name for memory that this library did not make.
// SPDX-License-Identifier: MIT
//
// The object directory knows one kind of memory only: sealed memfds of its own making, whose inodes
// no other file ever has. A foreign section is such an object too. What its memfd holds is a record
// of where the real memory is, which is looked for whenever a view is mapped. So the directory's
// protocol and its proof know nothing of foreign memory.
#pragma once

#include "kernel/descriptor.hpp"
#include "kernel/foreign_record.hpp"
#include "kernel/status.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace mapview::kernel {

/// Like the type of a section, see protection.cpp; all foreign memory may be read and written.
inline constexpr std::string_view foreign_type = "foreign-rw";

/// Makes the foreign section of a name for `memory`, a descriptor of this process that is open to
/// read and write and stays open as long as the section is to be found: or takes over one that has
/// lost its publisher. Statuses: already_exists (another publisher, or any other object, has the
/// name), invalid_parameter (the memory is no file, has a name, or is empty), those of
/// object_directory.
status publish_foreign(std::u16string_view name, int memory, std::string_view source, int& handle);

/// Leads the name to other memory, for a handle that publish_foreign made. Statuses: as there.
status move_foreign(int handle, int memory, std::string_view source);

/// Tells all who ask that the program behind the memory has gone; move_foreign takes it back.
status retire_foreign(int handle);

/// Closes a handle that publish_foreign made, and takes its path away.
status withdraw_foreign(int handle);

/// The path of the link to the memory, beside the holders' links in the object's folder.
status foreign_path(int handle, std::string& path);

struct foreign_facts {
    std::uint64_t generation = 0;  ///< 0: not a foreign section
    bool present = false;          ///< the program is there, as far as the publisher knows
    bool published = false;        ///< the publisher is there
    memory_place place;
};

/// What a handle to a foreign section tells; generation 0 for any other handle.
status read_foreign(int handle, foreign_facts& facts);

/// The same for a foreign section's own memory.
bool read_foreign_memory(int memory, foreign_facts& facts) noexcept;

/// Opens the memory that the foreign section whose own memory this is leads to now. not_found where
/// no process has it open any more.
status resolve_foreign(int memory, bool writable, descriptor& real, std::uint64_t& size);

}  // namespace mapview::kernel
