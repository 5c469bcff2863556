// kernel/construction.hpp - an object's folder while it is being built.
// SPDX-License-Identifier: MIT
#pragma once

#include "kernel/descriptor.hpp"
#include "kernel/holder_link.hpp"
#include "kernel/memory_file.hpp"
#include "kernel/object_root.hpp"
#include "kernel/status.hpp"

#include <string>
#include <string_view>

namespace mapview::kernel {

/// A folder in `.tmp`, counted in, and taken away again unless it gets its name: another process
/// never sees an object that is half made.
class construction {
  public:
    explicit construction(const object_root& root) noexcept : parent_(root.temporary()) {}
    construction(const construction&) = delete;
    construction& operator=(const construction&) = delete;
    ~construction();

    /// path_not_found, here and below ENOENT, where a sweep or a wipe took the folder away.
    status begin(open_mode mode);

    /// Writes down a name too long for a folder. False, with errno, on failure.
    bool keep_whole_name(std::string_view whole, memory_identity memory);

    /// True where the folder now stands for the name: the instant at which the object exists.
    /// False, with errno, where the name is taken or the folder gone.
    bool publish(int space, const std::string& name);

    int folder() const noexcept { return folder_.get(); }
    descriptor take_folder() noexcept { return std::move(folder_); }

  private:
    int parent_;
    std::string name_;  ///< below `.tmp`; empty before the folder is made and once it is published
    descriptor folder_;
};

}  // namespace mapview::kernel
