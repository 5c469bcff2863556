// mapview/object_list.hpp - what is shared, by whom, right now. Linux only.
// SPDX-License-Identifier: MIT
#pragma once

#include <mapview/export.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

namespace mapview {

/// A process's hold on an object: one open handle.
struct holder {
    int pid = 0;
    int descriptor = -1;  ///< the handle's descriptor in that process
    std::string program;  ///< as the kernel names it, at most 15 bytes
};

/// What an event, a mutex, a semaphore or a timer is worth.
struct waitable_info {
    bool manual_reset = false;          ///< of an event or a timer
    bool set = false;                   ///< of an event; of a timer, that it is signaled
    bool abandoned = false;             ///< of a mutex: its owner died, and nobody has it since
    int owner_thread = 0;               ///< of a mutex; 0 where nobody owns it
    int owner_pid = 0;                  ///< that thread's process
    std::string owner_program;          ///< that one's name
    std::uint32_t count = 0;            ///< of a semaphore; of a mutex, how often it is owned
    std::uint32_t maximum = 0;          ///< of a semaphore
    std::uint32_t waiters = 0;          ///< the threads that sleep until they can have it
    std::chrono::nanoseconds next{};    ///< of a timer: until its next expiry; 0 where none comes
    std::chrono::nanoseconds period{};  ///< of a timer: from that one to those that follow, or 0
};

/// A named object as it stood at the moment of the look; the next instant may differ.
struct object_info {
    std::string name;              ///< UTF-8; with `Global\` in front for that name space
    std::string kind;              ///< "section", "event", "mutex", "semaphore", "timer"
    std::string protection;        ///< "r", "rw", "rwx" ...: what a section allows at most
    std::uint64_t size = 0;        ///< in bytes
    std::vector<holder> holders;   ///< one for each handle that could be seen
    std::string path;              ///< the memory as a file: any program can open and mmap it
    std::uint64_t generation = 0;  ///< of a foreign section, see foreign_state; else 0
    std::string source;            ///< who made a foreign section's memory; else empty
    std::optional<waitable_info> waitable;  ///< not for sections, nor where no holder lets us look
};

/// The memory behind an object, in bytes.
struct memory_use {
    std::uint64_t resident = 0;  ///< in RAM now
    std::uint64_t huge = 0;      ///< of that, mapped by huge pages somewhere
};

/// Every named object of this user, sorted by name. Looks only: takes no handle and changes
/// nothing. Thread-safe. Handles that a process has by fork or exec alone are not among the holders
/// while others are: see add_copies.
MAPVIEW_API std::vector<object_info> list_objects();
MAPVIEW_API std::vector<object_info> list_objects(std::error_code& ec) noexcept;

/// The object that list_objects shows under this name; nothing where it shows none. Looks at no
/// others, so it takes as long however many there are.
MAPVIEW_API std::optional<object_info> find_object(std::string_view name);
MAPVIEW_API std::optional<object_info> find_object(std::string_view name,
                                                   std::error_code& ec) noexcept;

/// Adds to the holders those that list_objects does not see, so that it is told who else keeps an
/// object. Looks at every descriptor of every process of this user, which takes some 4 µs each.
MAPVIEW_API void add_copies(std::vector<object_info>& objects);

/// The memory of an object that list_objects showed; zero where it is gone meanwhile.
MAPVIEW_API memory_use measure(const object_info& object) noexcept;

}  // namespace mapview
