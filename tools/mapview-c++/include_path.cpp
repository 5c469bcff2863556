// SPDX-License-Identifier: MIT
#include "include_path.hpp"

#include <strings.h>

#include <algorithm>

namespace fs = std::filesystem;

namespace {

// The path below `folder`, each of its parts in the spelling that is there.
std::optional<fs::path> find_in(const fs::path& folder, const fs::path& header) {
    std::error_code ignored;
    if (fs::is_regular_file(folder / header, ignored)) return folder / header;
    fs::path found = folder;
    for (const fs::path& part : header) {
        if (part == "." || part == "..") {
            found /= part;
            continue;
        }
        const auto is_named = [&part](const fs::directory_entry& entry) {
            return ::strcasecmp(entry.path().filename().c_str(), part.c_str()) == 0;
        };
        const fs::directory_iterator entries(found, ignored);
        const auto entry = std::find_if(begin(entries), end(entries), is_named);
        if (entry == end(entries)) return std::nullopt;
        found /= entry->path().filename();
    }
    if (!fs::is_regular_file(found, ignored)) return std::nullopt;
    return found;
}

}  // namespace

std::optional<fs::path> include_path::find_own(const std::string& header,
                                               const fs::path& includer) const {
    const fs::path path = with_slashes(header);
    if (!includer.empty())
        if (auto found = find_in(includer, path)) return found;
    for (const fs::path& folder : user_)
        if (auto found = find_in(folder, path)) return found;
    return std::nullopt;
}

std::optional<std::string> include_path::find_ours(const std::string& header) const {
    for (const fs::path& folder : ours_)
        if (auto found = find_in(folder, with_slashes(header)))
            return found->lexically_relative(folder).string();
    return std::nullopt;
}

std::string with_slashes(std::string path) {
    std::ranges::replace(path, '\\', '/');
    return path;
}
