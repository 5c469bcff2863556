// kernel/temporary_folder.hpp - where an object's folder is built before it gets its name.
// SPDX-License-Identifier: MIT
#pragma once

#include "kernel/object_root.hpp"
#include "kernel/status.hpp"

#include <string>

namespace mapview::kernel {

/// Makes a folder in `parent` under a name that no living process uses.
status make_temporary_folder(int parent, std::string& name);

/// Removes some of what processes left that ended without closing: folders half-built, and names
/// that nobody holds any more. Called once by each process, so that what is left never grows
/// without end; whoever is building just then is seen by its lock, or finds its folder gone and
/// starts again.
void sweep_abandoned_folders(const object_root& root) noexcept;

}  // namespace mapview::kernel
