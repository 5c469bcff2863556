// SPDX-License-Identifier: MIT
#include "kernel/mapped_file.hpp"

#include "kernel/file.hpp"
#include "kernel/file_rights.hpp"
#include "kernel/file_sharing.hpp"
#include "kernel/fixed_text.hpp"
#include "kernel/handle_table.hpp"
#include "kernel/holder_link.hpp"
#include "kernel/parked.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <limits>

namespace mapview::kernel {
namespace {

using path = fixed_text<64>;

path own_path(int number) {
    return path().add("/proc/thread-self/fd/").add(number);
}

rights needed_of_file(protection page) noexcept {
    const rights of_section = rights_of_creator(page);
    rights needed = file_right::read_data;
    if ((of_section & right::map_write) != 0) needed |= file_right::write_data;
    if ((of_section & right::map_execute) != 0) needed |= file_right::execute;
    return needed;
}

// Really allocates: a hole would end in a SIGBUS when the disk is full at the first write.
status grow(int file, off_t old, off_t size) {
    int result = 0;
    do result = ::fallocate(file, 0, old, size - old);
    while (result != 0 && errno == EINTR);
    if (result == 0) return status::success;
    if (errno == EOPNOTSUPP || errno == ENOSYS)
        return ::ftruncate(file, size) == 0 ? status::success : file_status(errno);
    const int failure = errno;
    const shrinking back(file);
    if (back.allowed() && static_cast<off_t>(facts_of(file).size) > old)
        static_cast<void>(::ftruncate(file, old) == 0);
    return failure == EINVAL ? status::disk_full : file_status(failure);
}

}  // namespace

status open_mapped(int file, open_mode mode, descriptor& mapped) {
    const int flags = (mode.writable ? O_RDWR : O_RDONLY) | O_NOCTTY | O_NONBLOCK |
                      (mode.inheritable ? 0 : O_CLOEXEC);
    mapped =
        above_standard_streams(descriptor(::open(own_path(file).c_str(), flags)), mode.inheritable);
    return mapped ? enter_mapped(mapped.get()) : file_status(errno);
}

status find_mapped(pid_t holder, int memory, const file_identity& wanted, open_mode mode,
                   descriptor& mapped) {
    const auto told = parked_by(holder, memory);
    if (!told || told->file < 0) return status::not_found;
    const auto name = path().add("/proc/").add(descriptor_path(holder, told->file).view());
    // O_PATH first: whatever has that number by now is not touched.
    const descriptor there(::open(name.c_str(), O_PATH | O_CLOEXEC));
    if (!there || identity_of(there.get()) != wanted) return status::not_found;
    return open_mapped(there.get(), mode, mapped);
}

status prepare_file(int file_handle, protection page, std::uint64_t& size, open_mode mode,
                    descriptor& mapped) {
    const auto file = find_handle(file_handle);
    if (!file || file->type() != file_type) return status::invalid_handle;
    const rights needed = needed_of_file(page);
    if ((file->granted() & needed) != needed) return status::access_denied;
    struct stat found {};
    if (::fstat(file->number(), &found) != 0) return file_status(errno);
    if (!S_ISREG(found.st_mode)) return status::bad_exe_format;

    // Marked first, so that nobody cuts the file off behind the look at its size.
    if (const status opened = open_mapped(file->number(), mode, mapped); opened != status::success)
        return opened;
    if (::fstat(mapped.get(), &found) != 0) return file_status(errno);
    const auto present = static_cast<std::uint64_t>(found.st_size);
    if (size == 0) size = present;
    if (size == 0) return status::file_invalid;
    if (size <= present) return status::success;
    if ((needed & file_right::write_data) == 0) return status::not_enough_memory;
    if (size > static_cast<std::uint64_t>(std::numeric_limits<off_t>::max()))
        return status::disk_full;
    return grow(mapped.get(), found.st_size, static_cast<off_t>(size));
}

}  // namespace mapview::kernel
