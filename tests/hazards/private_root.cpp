// SPDX-License-Identifier: MIT
#include "private_root.hpp"

#include "support/doctest.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>

namespace fs = std::filesystem;

namespace test {

private_root::private_root() {
    std::string path = "/dev/shm/mapview-test-XXXXXX";
    REQUIRE(::mkdtemp(path.data()) != nullptr);
    parent_ = path;
    ::setenv("MAPVIEW_DIR", this->path().c_str(), 1);
}

private_root::~private_root() {
    ::unsetenv("MAPVIEW_DIR");
    ::chmod(path().c_str(), 0700);  // a test may have shut itself out
    std::error_code ignored;
    fs::remove_all(parent_, ignored);
}

void private_root::make() const {
    for (const auto* const below : {"", "/Local", "/Global", "/.tmp"})
        REQUIRE(::mkdir((path() + below).c_str(), 0700) == 0);
}

void private_root::give_to(unsigned user) const {
    REQUIRE(::chown(parent_.c_str(), user, user) == 0);
}

std::vector<std::string> entries_of(const std::string& folder) {
    std::vector<std::string> names;
    std::error_code none;
    for (fs::directory_iterator at(folder, none), end; !none && at != end; at.increment(none))
        names.push_back(at->path().filename().string());
    std::sort(names.begin(), names.end());
    return names;
}

std::vector<std::string> private_root::leftovers_in(const std::string& root) {
    std::vector<std::string> all;
    for (const std::string space : {"Local", "Global", ".tmp"})
        for (const auto& name : entries_of(root + '/' + space)) all.push_back(space + '/' + name);
    return all;
}

}  // namespace test
