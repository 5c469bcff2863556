// kernel/registration.hpp - a handle's place under its object's name.
// SPDX-License-Identifier: MIT
#pragma once

#include "kernel/descriptor.hpp"
#include "kernel/memory_file.hpp"
#include "kernel/object_name.hpp"
#include "kernel/object_root.hpp"
#include "kernel/status.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace mapview::kernel {

/// A handle's place under its object's name. Ends with leave(), nothing less.
struct registration {
    std::shared_ptr<const object_root> root;
    name_space space = name_space::local;
    std::string name;    ///< of the object's folder
    descriptor folder;   ///< open, counted in
    std::string link;    ///< own link in it; empty for a handle that came through exec
    bool first = false;  ///< the handle that made the object, often its last as well
};

/// Registers `memory`, another descriptor of the same object.
status join(const registration& other, open_mode mode, int memory, std::string_view type,
            registration& place);

/// The registration that a handle had before exec, by the descriptor of its folder; nothing where
/// that is no folder of this memory any more, or none of this root.
std::optional<registration> adopt_place(int folder, ino_t memory);

/// Registers `memory` with the object's folder, which is counted in already and whose last copy
/// `folder` may be. Empty, and `folder` as it was, where that is none of this root.
std::optional<registration> take_place(descriptor& folder, int memory, std::string_view type);

/// Registers `memory` beside the handle to the same object that another process has, by the
/// descriptor of that one's folder; nothing where it has none, or lost its name with its root.
/// Statuses: not_supported where its names live under another root; invalid_handle where it is just
/// being closed.
status join_other_process(pid_t process, int its_folder, int memory, std::string_view type,
                          std::optional<registration>& place);

/// Closes a handle. `copies`: fork or exec may have spread copies of its descriptors.
void leave(registration place, descriptor memory, bool copies) noexcept;

}  // namespace mapview::kernel
