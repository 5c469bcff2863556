// fuzz/private_directory.hpp - an object directory for one run of a fuzzer.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdlib>
#include <filesystem>
#include <string>
#include <system_error>

namespace fuzz {

/// MAPVIEW_DIR in a new folder, which goes when the program ends well.
class private_directory {
  public:
    private_directory() {
        std::string parent = "/dev/shm/mapview-fuzz-XXXXXX";
        if (mkdtemp(parent.data()) == nullptr) std::abort();
        parent_ = parent;
        setenv("MAPVIEW_DIR", path().c_str(), 1);
    }
    private_directory(const private_directory&) = delete;
    private_directory& operator=(const private_directory&) = delete;
    ~private_directory() {
        std::error_code ignored;
        std::filesystem::remove_all(parent_, ignored);
    }

    std::string path() const { return parent_ + "/root"; }

  private:
    std::string parent_;
};

}  // namespace fuzz
