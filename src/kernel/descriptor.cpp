// SPDX-License-Identifier: MIT
#include "kernel/descriptor.hpp"

#include <unistd.h>

#include <cerrno>

namespace mapview::kernel {

void descriptor::close_number(int number) noexcept {
    const int saved = errno;
    ::close(number);  // never again after EINTR: Linux has closed it by then
    errno = saved;
}

}  // namespace mapview::kernel
