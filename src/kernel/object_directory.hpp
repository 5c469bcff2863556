// kernel/object_directory.hpp - how a name lives and dies.
// SPDX-License-Identifier: MIT
//
// An object's name is a folder; in it each handle has a link (holder_link), and on it a read lock
// that the kernel drops with the last copy of the handle. Links are the fast way to a holder, the
// lock is the truth. There is no mutex and no shared table: killed between any two calls, each
// process leaves what the next call by anybody takes for what it is.
//
// docs/object-directory.md has the protocol step by step and why each step is where it is,
// tests/model/ its model. The rules R1 to R7 that comments here name are those of that page.
#pragma once

#include "kernel/descriptor.hpp"
#include "kernel/memory_file.hpp"
#include "kernel/object_name.hpp"
#include "kernel/registration.hpp"
#include "kernel/status.hpp"

#include <cstdint>
#include <string>

namespace mapview::kernel {

struct named_memory {
    descriptor memory;
    std::uint64_t size = 0;  ///< in bytes; sealed, so it never changes
    std::string type;
    registration place;
    bool made = false;  ///< by this call
    pid_t holder = 0;   ///< by whose descriptor it was found, where it was not made
    int holder_fd = -1;
};

/// Opens the object of a name, of whatever type it is. Statuses: not_found; access_denied where
/// only processes that we may not look at hold it; what object_root::current says.
status open_named(const object_name& name, open_mode mode, named_memory& opened);

/// The same, but makes the object where there is none.
status open_or_make_named(const object_name& name, open_mode mode, const memory_spec& spec,
                          named_memory& opened);

}  // namespace mapview::kernel
