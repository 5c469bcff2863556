// SPDX-License-Identifier: MIT
#include "kernel/reserved_pages.hpp"

#include "kernel/address_space.hpp"
#include "kernel/fixed_text.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

namespace mapview::kernel {
namespace {

descriptor open_again(int number, int flags) noexcept {
    const auto path = fixed_text<48>().add("/proc/thread-self/fd/").add(number);
    return above_standard_streams(descriptor(::open(path.c_str(), flags | O_CLOEXEC)), false);
}

// A page that fallocate has made is no data to SEEK_DATA until somebody has touched it.
status touch(int memory, std::uint64_t offset, std::uint64_t length) {
    void* const pages = ::mmap(nullptr, length, PROT_READ, MAP_SHARED | MAP_NORESERVE, memory,
                               static_cast<off_t>(offset));
    if (pages == MAP_FAILED) return status_of(errno);
    const auto* const bytes = static_cast<const volatile unsigned char*>(pages);
    for (std::uint64_t at = 0; at < length; at += page_size()) (void)bytes[at];
    ::munmap(pages, length);
    return status::success;
}

}  // namespace

descriptor keep_memory(int memory) noexcept {
    return open_again(memory, O_PATH);
}

descriptor reopen_kept(int kept, int flags) noexcept {
    return open_again(kept, flags);
}

status committed_from(int kept, std::uint64_t offset, std::uint64_t end, committed_run& run) {
    const descriptor memory = reopen_kept(kept, O_RDONLY);
    if (!memory) return status_of(errno);
    const auto from = static_cast<off_t>(offset);
    const off_t data = ::lseek(memory.get(), from, SEEK_DATA);
    if (data < 0 && errno != ENXIO) return status_of(errno);
    run.committed = data == from;
    const off_t next = run.committed ? ::lseek(memory.get(), from, SEEK_HOLE) : data;
    run.end = next < 0 ? end : std::min(static_cast<std::uint64_t>(next), end);
    return status::success;
}

status commit_in_section(int kept, std::uint64_t offset, std::uint64_t length) {
    const descriptor memory = reopen_kept(kept, O_RDWR);
    if (!memory) return status_of(errno);
    int result = 0;
    do
        result =
            ::fallocate(memory.get(), 0, static_cast<off_t>(offset), static_cast<off_t>(length));
    while (result != 0 && errno == EINTR);
    if (result != 0)
        return errno == ENOSPC || errno == ENOMEM ? status::commitment_limit : status_of(errno);
    return touch(memory.get(), offset, length);
}

}  // namespace mapview::kernel
