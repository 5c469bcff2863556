// hazards/private_root.hpp - an object directory for one test.
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

namespace test {

/// A folder in /dev/shm, and MAPVIEW_DIR set to a root inside it that does not exist yet.
class private_root {
  public:
    private_root();
    private_root(const private_root&) = delete;
    private_root& operator=(const private_root&) = delete;
    ~private_root();

    const std::string& parent() const noexcept { return parent_; }
    std::string path() const { return parent_ + "/root"; }
    std::string local() const { return path() + "/Local"; }

    /// Makes the root as the library would, so that a test can put something into it.
    void make() const;

    /// Lets an ordinary user's processes have their root here.
    void give_to(unsigned user) const;

    /// What lies in Local, Global and .tmp, as paths below the root. Empty: nothing is left.
    std::vector<std::string> leftovers() const { return leftovers_in(path()); }
    static std::vector<std::string> leftovers_in(const std::string& root);

  private:
    std::string parent_;
};

/// The names in a folder; none where there is no folder.
std::vector<std::string> entries_of(const std::string& folder);

}  // namespace test
