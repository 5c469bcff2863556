// kernel/memory_file.hpp - the memory of an object: a sealed memfd.
// SPDX-License-Identifier: MIT
#pragma once

#include "kernel/descriptor.hpp"
#include "kernel/status.hpp"

#include <sys/types.h>

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace mapview::kernel {

/// How a handle's descriptors are to be opened.
struct open_mode {
    bool writable = false;
    bool inheritable = false;  ///< survive exec
};

/// What a new object is made of.
struct memory_spec {
    std::string_view type;     ///< for instance "section-rw"; at most holder_link::longest_type
    std::uint64_t size = 0;    ///< in bytes, whole pages
    bool executable = false;   ///< pages may be mapped to execute
    bool inheritable = false;  ///< survives exec
    bool large = false;        ///< in large pages, of which the size is a multiple

    /// Given the fresh memory, for what must be in it before anybody else can see it.
    std::function<status(int memory)> fill = nullptr;
};

/// What a memfd's own name tells: `mapview:section-rw:Local/telemetry`, the type and the object's
/// folder below the root. It shows in /proc/<pid>/fd and /proc/<pid>/maps, and is how a handle is
/// known again that came through exec.
struct memory_tag {
    std::string_view type;
    std::string_view folder;  ///< empty for an object without a name
    bool cut = false;         ///< the folder's name did not fit and lacks its end

    /// Reads what readlink says of a descriptor; false where it is no memory of ours.
    static bool parse(std::string_view target, memory_tag& tag) noexcept;
};

/// Makes memory of zeroed pages that nobody can shrink, grow or seal any further, so that no peer
/// can take pages away under a view. Statuses: not_enough_memory, too_many_open_files,
/// access_denied (vm.memfd_noexec forbids executable memory), no_system_resources (too few large
/// pages are free).
status make_memory(const memory_spec& spec, std::string_view folder, descriptor& memory);

/// Opens memory once more, by a descriptor of this process. Empty, with errno, on failure.
descriptor reopen_memory(int proc, int memory, open_mode mode) noexcept;

/// True for memory that make_memory could have made.
bool is_sealed(int memory) noexcept;

}  // namespace mapview::kernel
