// SPDX-License-Identifier: MIT
#include "kernel/process_maps.hpp"

#include <sys/mman.h>
#include <sys/sysmacros.h>

#include <fstream>
#include <sstream>
#include <string>

namespace mapview::kernel {
namespace {

// 7f12a0000000-7f12a0001000 rw-s 00000000 00:01 4711    /memfd:...
std::optional<mapped_range> parse(const std::string& line) {
    std::istringstream in(line);
    in >> std::hex;
    mapped_range range;
    std::string rights;
    std::string offset;
    unsigned major = 0;
    unsigned minor = 0;
    ino_t inode = 0;
    char separator = 0;
    in >> range.pages.begin >> separator >> range.pages.end >> rights >> offset >> major >>
        separator >> minor >> std::dec >> inode;
    if (!in || rights.size() < 4) return {};
    range.protection = (rights[0] == 'r' ? PROT_READ : 0) | (rights[1] == 'w' ? PROT_WRITE : 0) |
                       (rights[2] == 'x' ? PROT_EXEC : 0);
    range.shared = rights[3] == 's';
    if (inode != 0) range.file = file_identity{makedev(major, minor), inode};
    return range;
}

}  // namespace

std::optional<mapped_range> mapped_from(std::uintptr_t address) {
    // Not /proc/self, which is empty once the first thread has ended.
    std::ifstream maps("/proc/thread-self/maps");
    for (std::string line; std::getline(maps, line);) {
        const auto range = parse(line);
        if (range && address < range->pages.end) return range;
    }
    return {};
}

std::vector<mapped_range> mapped_ranges() {
    std::vector<mapped_range> ranges;
    std::ifstream maps("/proc/thread-self/maps");
    for (std::string line; std::getline(maps, line);)
        if (const auto range = parse(line)) ranges.push_back(*range);
    return ranges;
}

}  // namespace mapview::kernel
