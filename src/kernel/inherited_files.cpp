// SPDX-License-Identifier: MIT
#include "kernel/inherited_files.hpp"

#include "kernel/descriptor.hpp"
#include "kernel/object_folder.hpp"

#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <charconv>
#include <new>
#include <string_view>
#include <vector>

namespace mapview::kernel {
namespace {

// A number may be closed and taken again, so the file itself counts.
struct inherited_file {
    int number;
    dev_t device;
    ino_t inode;
    bool operator==(const inherited_file&) const = default;
};

// Filled once, while the process has one thread; null where there is nothing to tell.
constinit std::vector<inherited_file>* inherited = nullptr;

bool look_at(int number, inherited_file& file) noexcept {
    struct stat found {};
    if (::fstat(number, &found) != 0) return false;
    file = {number, found.st_dev, found.st_ino};
    return true;
}

// Before main(), for later nobody could tell what the program has opened itself.
[[gnu::constructor]] void list_inherited_files() noexcept try {
    const descriptor folder(::open("/proc/self/fd", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!folder) return;
    folder_reader entries(folder.get());
    for (auto entry = entries.next(); !entry.empty(); entry = entries.next()) {
        int number = -1;
        std::from_chars(entry.data(), entry.data() + entry.size(), number);
        const int flags = ::fcntl(number, F_GETFD);
        inherited_file file{};
        if (flags < 0 || (flags & FD_CLOEXEC) != 0 || !look_at(number, file)) continue;
        if (inherited == nullptr) inherited = new std::vector<inherited_file>;
        inherited->push_back(file);
    }
} catch (const std::bad_alloc&) {
    // Fewer handles are known, as if they had not been passed on.
}

}  // namespace

bool came_through_exec(int number) noexcept {
    inherited_file file{};
    return inherited != nullptr && look_at(number, file) &&
           std::ranges::find(*inherited, file) != inherited->end();
}

}  // namespace mapview::kernel
