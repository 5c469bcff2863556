// mapview-c++/translation.hpp - copies of a program's files that Linux compilers take.
// SPDX-License-Identifier: MIT
#pragma once

#include "include_path.hpp"
#include "source_text.hpp"

#include <filesystem>
#include <map>
#include <string>

/// A source file with every file of the program that it includes. Where one of them needs a change
/// (UTF-16, a backslash or another case in an #include), all are copied to a folder for the time of
/// the compilation; #line lets messages name the files as the program has them.
class translation {
  public:
    /// `folder` is for the copies; it is made when the first is written.
    translation(const include_path& path, std::filesystem::path folder)
        : path_(path), folder_(std::move(folder)) {}

    /// The file to compile for `source`: itself, or its copy.
    std::filesystem::path add(const std::filesystem::path& source);

    bool has_void_main() const { return has_void_main_; }

  private:
    struct file {
        std::filesystem::path shown;  // as messages shall name it
        std::filesystem::path copy;
        source_text source;
        std::map<std::size_t, std::filesystem::path>
            own;                                     // position of an #include, canonical path
        std::map<std::size_t, std::string> spelled;  // the same for our headers
        bool changes = false;
    };
    using files = std::map<std::filesystem::path, file>;  // by canonical path

    void collect(files& found, const std::filesystem::path& shown);
    static void write(const files& found, const file& original);

    const include_path& path_;
    std::filesystem::path folder_;
    std::size_t copies_ = 0;
    bool has_void_main_ = false;
};
