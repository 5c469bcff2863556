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
#include "kernel/object_root.hpp"
#include "kernel/status.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

namespace mapview::kernel {

/// How a handle's descriptors are to be opened.
struct open_mode {
    bool writable = false;
    bool inheritable = false;  ///< survive exec
};

/// A handle's place under its object's name. Ends with leave(), nothing less.
struct registration {
    std::shared_ptr<const object_root> root;
    name_space space = name_space::local;
    std::string name;   ///< of the object's folder
    descriptor folder;  ///< open, counted in
    std::string link;   ///< own link in it; empty for a handle that came through exec
    bool first = false;  ///< the handle that made the object, often its last as well
};

struct named_memory {
    descriptor memory;
    std::uint64_t size = 0;  ///< in bytes; sealed, so it never changes
    std::string type;
    registration place;
    bool made = false;  ///< by this call
};

/// Opens the object of a name, of whatever type it is. Statuses: not_found; access_denied where
/// only processes that we may not look at hold it; what object_root::current says.
status open_named(const object_name& name, open_mode mode, named_memory& opened);

/// The same, but makes the object where there is none.
status open_or_make_named(const object_name& name, open_mode mode, const memory_spec& spec,
                          named_memory& opened);

/// Registers `memory`, another descriptor of the same object.
status join(const registration& other, open_mode mode, int memory, std::string_view type,
            registration& place);

/// The registration that a handle had before exec, found by its memory; empty where the object has
/// no name or its folder's descriptor was closed.
std::optional<registration> find_inherited(const memory_tag& tag);

/// Closes a handle. `copies`: fork or exec may have spread copies of its descriptors.
void leave(registration place, descriptor memory, bool copies) noexcept;

}  // namespace mapview::kernel
