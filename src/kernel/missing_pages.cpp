// SPDX-License-Identifier: MIT
#include "kernel/missing_pages.hpp"

#include "kernel/descriptor.hpp"
#include "kernel/region_table.hpp"

#include <fcntl.h>
#include <linux/userfaultfd.h>
#include <pthread.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>

#ifndef UFFD_USER_MODE_ONLY  // Linux 5.11
#define UFFD_USER_MODE_ONLY 1
#endif

namespace mapview::kernel {
namespace {

int faults = -1;  // the userfaultfd of this process

// Faults of the kernel's own are EFAULT either way; to leave them out takes no privilege.
descriptor open_userfaultfd() noexcept {
    constexpr int flags = O_CLOEXEC | O_NONBLOCK;
    auto fresh =
        descriptor(static_cast<int>(::syscall(SYS_userfaultfd, flags | UFFD_USER_MODE_ONLY)));
    if (!fresh && errno == EINVAL)
        fresh = descriptor(static_cast<int>(::syscall(SYS_userfaultfd, flags)));
    if (!fresh) return {};
    uffdio_api api{};
    api.api = UFFD_API;
    api.features = UFFD_FEATURE_SIGBUS | UFFD_FEATURE_MISSING_SHMEM;
    if (::ioctl(fresh.get(), UFFDIO_API, &api) != 0) return {};
    return above_standard_streams(std::move(fresh), false);
}

bool ask_for_faults(address_range pages) noexcept {
    uffdio_register wanted{};
    wanted.range = {pages.begin, pages.length()};
    wanted.mode = UFFDIO_REGISTER_MODE_MISSING;
    return faults >= 0 && ::ioctl(faults, UFFDIO_REGISTER, &wanted) == 0;
}

// A child's descriptor is the parent's address space's, and what was asked for there does not hold
// in the child.
void ask_again_in_child() {
    if (faults < 0) return;
    descriptor(faults).close();
    faults = open_userfaultfd().release();
    regions().for_each([](const region& one) {
        if (one.kind == region_kind::reserved) ask_for_faults(one.range());
    });
}

}  // namespace

void fault_where_missing(address_range pages) noexcept {
    [[maybe_unused]] static const int registered =
        ::pthread_atfork(nullptr, nullptr, ask_again_in_child);
    // A program that closes descriptors it did not open may have closed this one.
    if (!ask_for_faults(pages) && (faults < 0 || errno == EBADF || errno == ENOTTY)) {
        faults = open_userfaultfd().release();
        ask_for_faults(pages);
    }
}

}  // namespace mapview::kernel
