// SPDX-License-Identifier: MIT
#include "failure.hpp"

#include "printable.hpp"

#include <mapview/error.hpp>

#include <unistd.h>

#include <cstdio>
#include <string>

namespace tool {
namespace {

bool has_stray_backslash(std::string_view name) {
    const auto last = name.rfind('\\');
    if (last == std::string_view::npos) return false;
    const auto before = name.substr(0, last);
    return !before.ends_with("Local") && !before.ends_with("Global");
}

const char* hint_for(const mapview::error& error) {
    // Without /proc nothing can be opened, and the library cannot always tell why.
    if (access("/proc/self/fd", X_OK) != 0) return "/proc has to be mounted";

    switch (static_cast<mapview::errc>(error.code().value())) {
        case mapview::errc::not_found: return "'mapview ls' shows the names there are";
        case mapview::errc::already_exists: return "'mapview stat NAME' shows who holds it";
        case mapview::errc::path_not_found:
            return has_stray_backslash(error.name())
                       ? "a backslash may only follow 'Local' or 'Global' at the beginning"
                       : "the folder that holds that of the names (MAPVIEW_DIR, or "
                         "/dev/shm/mapview-UID) has to be there";
        case mapview::errc::too_many_open_files: return "'ulimit -n' shows and raises the limit";
        case mapview::errc::access_denied:
            return "the folder of the names (MAPVIEW_DIR, or /dev/shm/mapview-UID) has to be your "
                   "own, with mode 0700, and the holders' entries in /proc readable";
        case mapview::errc::write_protected:
            return "set MAPVIEW_DIR to a folder on a tmpfs that can be written";
        case mapview::errc::no_system_resources:
            return "the file system of the names (MAPVIEW_DIR, or /dev/shm) is full";
        case mapview::errc::commitment_limit:
            return "what counts is the memory that is available now, and what the control group "
                   "of this process may still use";
        default: return nullptr;
    }
}

}  // namespace

void complain(std::string_view text) noexcept {
    note("mapview: " + printable(text));
}

void complain(const std::exception& error) noexcept {
    complain(std::string_view(error.what()));
    if (const auto* const failed = dynamic_cast<const mapview::error*>(&error)) {
        if (const char* const hint = hint_for(*failed)) note(std::string("hint: ") + hint);
    }
}

void note(std::string_view text) noexcept {
    std::fprintf(stderr, "%.*s\n", static_cast<int>(text.size()), text.data());
}

}  // namespace tool
