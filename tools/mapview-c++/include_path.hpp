// mapview-c++/include_path.hpp - finds headers as on Windows, where case does not count.
// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

class include_path {
  public:
    /// `user` are the program's own folders (-I), `ours` those of the drop-in headers.
    include_path(std::vector<std::filesystem::path> user, std::vector<std::filesystem::path> ours)
        : user_(std::move(user)), ours_(std::move(ours)) {}

    /// One of the program's own files, or nothing. `includer` is the folder of who asks for a
    /// header in quotes, and empty for one in angle brackets.
    std::optional<std::filesystem::path> find_own(const std::string& header,
                                                  const std::filesystem::path& includer) const;

    /// The name of one of our headers in the spelling that it has.
    std::optional<std::string> find_ours(const std::string& header) const;

  private:
    std::vector<std::filesystem::path> user_;
    std::vector<std::filesystem::path> ours_;
};

/// With / for each backslash.
std::string with_slashes(std::string path);
