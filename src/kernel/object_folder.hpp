// kernel/object_folder.hpp - what can be done with the folder of one object.
// SPDX-License-Identifier: MIT
#pragma once

#include "kernel/descriptor.hpp"
#include "kernel/holder_link.hpp"
#include "kernel/object_root.hpp"
#include "kernel/status.hpp"

#include <dirent.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace mapview::kernel {

/// Opens a folder below another, never through a symbolic link. Empty, with errno, on failure.
descriptor open_folder(int parent, const char* name, bool inheritable = false) noexcept;

/// A fresh description of an open folder, with no lock of its own on it.
descriptor reopen_folder(int folder, bool inheritable = false) noexcept;

/// Counts the description of `folder` in: an OFD read lock, which is held until its last copy, in
/// whatever process, is closed. Nobody ever takes a write lock, so this never waits.
bool count_in(int folder) noexcept;

/// True while a description of the folder other than this one is counted in. When in doubt: true.
bool held_by_others(int folder) noexcept;

/// Reads the names of a folder's entries, a few at first: mostly the first is enough. An entry may
/// come twice: tmpfs begins anew where what it would have shown next was removed meanwhile.
class folder_reader {
  public:
    explicit folder_reader(int folder) noexcept : folder_(folder) {}

    /// The next entry, valid until the call after; empty at the end and on failure.
    std::string_view next() noexcept;

    /// errno of a failure, ENOENT where the folder has been removed; 0 for a plain end.
    int error() const noexcept { return error_; }

  private:
    int folder_;
    int error_ = 0;
    std::size_t at_ = 0;
    std::size_t filled_ = 0;
    std::size_t request_ = 1024;
    alignas(dirent64) std::array<char, 16384> buffer_;
};

/// Puts a link for `memory`, a descriptor of this process, into the folder. The handle must be
/// counted in by then: the link's age, which is its nonce, counts from after the lock (R5). False,
/// with errno, where that is not possible: ENOENT says that the folder has been removed.
bool add_link(const object_root& root, int folder, int memory, memory_identity identity,
              std::string& name);

enum class judgement {
    live,    ///< the link leads to the memory that its name says
    dead,    ///< it leads nowhere or to something else
    closed,  ///< that process does not let us look
    failed,  ///< no descriptor or memory to find out; errno tells
};

/// Memory that a link leads to.
struct found_memory {
    descriptor place;  ///< opened with O_PATH: to be opened again, through /proc, for use
    std::uint64_t size = 0;
};

/// Looks where a link leads, and on `live` tells what is there. Whatever it is, looking does
/// nothing to it: O_PATH touches neither a device nor a pipe that may have taken the number.
judgement judge(const object_root& root, const holder_link& link, found_memory& found) noexcept;

/// Removes dead links but the youngest. A dead link may be the only thing that keeps the folder of
/// a live object from being empty, so one is removed only where a younger one stays, seen to be
/// there after it was seen dead, and none that its maker might still remove (R5).
void collapse(const object_root& root, int folder, std::vector<std::string>& dead) noexcept;

/// Where nobody holds the object any more: empties the folder and removes it from `parent`.
/// Otherwise only collapses the dead links.
void sweep(const object_root& root, int parent, const char* name, int folder) noexcept;

}  // namespace mapview::kernel
