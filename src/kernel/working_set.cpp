// SPDX-License-Identifier: MIT
#include "kernel/working_set.hpp"

#include "kernel/address_space.hpp"
#include "kernel/process_maps.hpp"

#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <mutex>
#include <optional>

namespace mapview::kernel {
namespace {

struct known_limits {
    std::mutex lock;
    std::optional<working_set_limits> set;
};

constinit known_limits known;

std::size_t memory_of_the_machine() noexcept {
    return static_cast<std::size_t>(::sysconf(_SC_PHYS_PAGES)) * page_size();
}

}  // namespace

working_set_limits working_set() noexcept {
    const std::scoped_lock lock(known.lock);
    if (known.set) return *known.set;
    const std::size_t most = memory_of_the_machine();
    rlimit lockable{};
    ::getrlimit(RLIMIT_MEMLOCK, &lockable);
    return {std::min<std::size_t>(lockable.rlim_cur, most), most};
}

status set_working_set(const working_set_limits& limits) noexcept {
    if (limits.minimum > memory_of_the_machine()) return status::no_system_resources;
    const std::scoped_lock lock(known.lock);
    rlimit lockable{};
    ::getrlimit(RLIMIT_MEMLOCK, &lockable);
    if (lockable.rlim_cur < limits.minimum) {
        lockable.rlim_cur = limits.minimum;
        lockable.rlim_max = std::max<rlim_t>(lockable.rlim_max, limits.minimum);
        if (::setrlimit(RLIMIT_MEMLOCK, &lockable) != 0) return status::privilege_not_held;
    }
    known.set = limits;
    return status::success;
}

// A hint, which locked ranges and the kernel's own refuse.
void trim_working_set() {
    for (const mapped_range& range : mapped_ranges())
        ::madvise(pointer(range.pages.begin), range.pages.length(), MADV_COLD);
}

}  // namespace mapview::kernel
