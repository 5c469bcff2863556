// SPDX-License-Identifier: MIT
#include "kernel/inherited_handle.hpp"

#include "kernel/file_rights.hpp"
#include "kernel/fixed_text.hpp"
#include "kernel/handle_table.hpp"
#include "kernel/inherited_files.hpp"
#include "kernel/memory_file.hpp"
#include "kernel/parked.hpp"
#include "kernel/pidfd.hpp"
#include "kernel/process.hpp"
#include "kernel/section_type.hpp"
#include "kernel/wait_kind.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <climits>
#include <string>

namespace mapview::kernel {
namespace {

// Not /proc/self, which is empty once the first thread has ended.
fixed_text<48> path_of(int number) noexcept {
    return fixed_text<48>().add("/proc/thread-self/fd/").add(number);
}

rights inherited_rights(int number, std::string_view type) noexcept {
    const auto told = parked_in(number);
    if (const auto kind = waitable_of_type(type)) {
        const rights all = rights_to_all(*kind);
        return told ? told->granted & all : all;
    }
    if (told) return told->granted & (right::all | right::synchronize);
    const auto section = section_of_type(type);
    rights granted = section ? rights_of_creator(*section) : 0;
    if ((::fcntl(number, F_GETFL) & O_ACCMODE) == O_RDONLY) granted &= ~right::map_write;
    return granted;
}

// A standard stream is a handle whatever the program has put there.
std::shared_ptr<object_handle> adopt_file(int number) {
    const bool standard_stream = number <= STDERR_FILENO;
    if (!standard_stream && !came_through_exec(number)) return nullptr;
    const auto granted = rights_of_open_file(number);
    if (!granted) return nullptr;
    return std::make_shared<object_handle>(descriptor(number), 0, std::nullopt,
                                           std::string(file_type), *granted, true, true);
}

std::shared_ptr<object_handle> adopt_process(int number) {
    const int flags = ::fcntl(number, F_GETFD);
    if (flags < 0 || (flags & FD_CLOEXEC) != 0) return nullptr;
    auto process = process_record::of(number);
    if (!process) return nullptr;
    auto handle = std::make_shared<object_handle>(descriptor(number), 0, std::nullopt,
                                                  std::string(process_type), right::all_of_process,
                                                  true, true);
    handle->keep(std::move(process));
    return handle;
}

}  // namespace

std::shared_ptr<object_handle> inherited_handle(int number) {
    std::array<char, PATH_MAX> target;
    const ssize_t length = ::readlink(path_of(number).c_str(), target.data(), target.size());
    memory_tag tag;
    if (length < 0) return nullptr;
    const std::string_view name(target.data(), static_cast<std::size_t>(length));
    if (is_pidfd(name)) return adopt_process(number);
    if (!memory_tag::parse(name, tag)) return adopt_file(number);
    if (!is_sealed(number)) return nullptr;
    const file_facts memory = facts_of(number);
    const auto told = parked_in(number);
    const auto section = section_type::parse(tag.type);
    const bool of_file = section && section->file;
    if (of_file && (!told || identity_of(told->file) != section->file)) return nullptr;
    std::optional<registration> place;
    if (!tag.folder.empty() && told) place = adopt_place(told->folder, memory.inode);
    const bool inheritable = (::fcntl(number, F_GETFD) & FD_CLOEXEC) == 0;
    auto handle = std::make_shared<object_handle>(
        descriptor(number), memory.size, std::move(place), std::string(tag.type),
        inherited_rights(number, tag.type), inheritable, true);
    if (of_file) handle->keep_file(descriptor(told->file));
    return handle;
}

}  // namespace mapview::kernel
