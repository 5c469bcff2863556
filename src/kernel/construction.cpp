// SPDX-License-Identifier: MIT
#include "kernel/construction.hpp"

#include "kernel/object_folder.hpp"
#include "kernel/temporary_folder.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>

namespace mapview::kernel {

construction::~construction() {
    if (name_.empty() || !folder_) return;
    const int saved = errno;
    ::lseek(folder_.get(), 0, SEEK_SET);
    folder_reader entries(folder_.get());
    for (auto entry = entries.next(); !entry.empty(); entry = entries.next())
        ::unlinkat(folder_.get(), entry.data(), 0);
    ::unlinkat(parent_, name_.c_str(), AT_REMOVEDIR);
    errno = saved;
}

status construction::begin(open_mode mode) {
    std::string name;
    if (const status made = make_temporary_folder(parent_, name); made != status::success)
        return made;
    folder_ = open_folder(parent_, name.c_str(), mode.inheritable);
    if (!folder_) {
        const status failure = status_of(errno);
        ::unlinkat(parent_, name.c_str(), AT_REMOVEDIR);
        return failure;
    }
    name_ = std::move(name);
    return count_in(folder_.get()) ? status::success : status_of(errno);
}

// The pieces lie beside the links, as the targets of further ones. Nobody takes them for a holder,
// and they go where dead links go.
bool construction::keep_whole_name(std::string_view whole, memory_identity memory) {
    constexpr std::size_t piece = 4000;  // a link's target holds 4095 bytes
    for (unsigned i = 0; i * piece < whole.size(); ++i) {
        const std::string target(whole.substr(i * piece, piece));
        const auto name = name_piece{i, memory.inode, memory.type}.name();
        if (::symlinkat(target.c_str(), folder_.get(), name.c_str()) != 0) return false;
    }
    return true;
}

bool construction::publish(int space, const std::string& name) {
    if (::renameat(parent_, name_.c_str(), space, name.c_str()) != 0) return false;
    name_.clear();
    return true;
}

}  // namespace mapview::kernel
