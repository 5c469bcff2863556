// SPDX-License-Identifier: MIT
#include "kernel/program_file.hpp"

#include "kernel/file_rights.hpp"
#include "kernel/fork_guard.hpp"
#include "kernel/handle_table.hpp"

#include <fcntl.h>

#include <memory>
#include <optional>
#include <string>

namespace mapview::kernel {

status enter_program_file(int number) {
    const fork_guard guard;
    const int flags = ::fcntl(number, F_GETFD);
    if (flags < 0) return status::invalid_handle;
    const auto granted = rights_of_open_file(number);
    const auto known = find_handle(number);
    if (known && known->is_still_there()) return status::success;
    if (!granted) return status::invalid_handle;
    const bool inheritable = (flags & FD_CLOEXEC) == 0;
    add_handle(std::make_shared<object_handle>(
        descriptor(number), 0, std::nullopt, std::string(file_type), *granted, inheritable, true));
    return status::success;
}

int descriptor_of_file(int number) {
    const fork_guard guard;
    const auto handle = find_handle(number);
    return handle && handle->type() == file_type ? handle->number() : -1;
}

}  // namespace mapview::kernel
