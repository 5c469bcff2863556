// SPDX-License-Identifier: MIT
#include "kernel/memory_file.hpp"

#include "kernel/fixed_text.hpp"
#include "kernel/holder_link.hpp"
#include "kernel/own_ids.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <limits>

#ifndef MFD_NOEXEC_SEAL  // Linux 6.3; Debian 12's headers are older
#define MFD_NOEXEC_SEAL 0x0008U
#define MFD_EXEC 0x0010U
#endif

namespace mapview::kernel {
namespace {

constexpr std::size_t longest_memfd_name = 249;
constexpr std::string_view mark = "mapview:";
constexpr int seals = F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL;

int create_memfd(const char* name, const memory_spec& spec) noexcept {
    static std::atomic<bool> knows_exec = true;
    const unsigned flags =
        MFD_ALLOW_SEALING | (spec.inheritable ? 0U : MFD_CLOEXEC) | (spec.large ? MFD_HUGETLB : 0U);
    if (knows_exec.load(std::memory_order_relaxed)) {
        const unsigned exec = spec.executable ? MFD_EXEC : MFD_NOEXEC_SEAL;
        const int memory = ::memfd_create(name, flags | exec);
        if (memory >= 0 || errno != EINVAL) return memory;
        knows_exec.store(false, std::memory_order_relaxed);
    }
    return ::memfd_create(name, flags);
}

// The longest prefix of UTF-8 text that fits.
std::string_view cut(std::string_view text, std::size_t longest) {
    if (text.size() <= longest) return text;
    while (longest > 0 && (static_cast<unsigned char>(text[longest]) & 0xC0) == 0x80) --longest;
    return text.substr(0, longest);
}

}  // namespace

bool memory_tag::parse(std::string_view target, memory_tag& tag) noexcept {
    constexpr std::string_view prefix = "/memfd:";
    if (!target.starts_with(prefix)) return false;
    target.remove_prefix(prefix.size());
    if (!target.starts_with(mark)) return false;
    target.remove_prefix(mark.size());

    constexpr std::string_view suffix = " (deleted)";  // a memfd has no name in any folder
    if (!target.ends_with(suffix)) return false;
    target.remove_suffix(suffix.size());

    const auto type_end = target.find(':');
    if (type_end == 0 || type_end == target.npos) return false;
    constexpr std::size_t longest_character = 4;
    const bool cut = mark.size() + target.size() > longest_memfd_name - longest_character;
    tag = {target.substr(0, type_end), target.substr(type_end + 1), cut};
    return true;
}

status make_memory(const memory_spec& spec, std::string_view folder, descriptor& memory) {
    if (spec.size > static_cast<std::uint64_t>(std::numeric_limits<off_t>::max()))
        return status::not_enough_memory;

    fixed_text<longest_memfd_name> tag;
    tag.add(mark).add(spec.type).add(":");
    tag.add(cut(folder, tag.room()));

    descriptor fresh =
        above_standard_streams(descriptor(create_memfd(tag.c_str(), spec)), spec.inheritable);
    if (!fresh) return status_of(errno);
    if (::ftruncate(fresh.get(), static_cast<off_t>(spec.size)) != 0)
        // EFBIG: larger than any file; EINVAL: than this kernel's
        return errno == EFBIG || errno == EINVAL ? status::not_enough_memory : status_of(errno);
    // Nobody gets large pages later: who touches one that is not there ends in SIGBUS.
    if (spec.large && ::fallocate(fresh.get(), 0, 0, static_cast<off_t>(spec.size)) != 0)
        return status_of(errno);
    if (::fcntl(fresh.get(), F_ADD_SEALS, seals) != 0) return status_of(errno);
    if (spec.fill) {
        const status filled = spec.fill(fresh.get());
        if (filled != status::success) return filled;
    }
    memory = std::move(fresh);
    return status::success;
}

descriptor reopen_memory(int proc, int memory, open_mode mode) noexcept {
    const int flags = (mode.writable ? O_RDWR : O_RDONLY) | (mode.inheritable ? 0 : O_CLOEXEC);
    return above_standard_streams(
        descriptor(::openat(proc, descriptor_path(own_thread_id(), memory).c_str(), flags)),
        mode.inheritable);
}

bool is_sealed(int memory) noexcept {
    const int present = ::fcntl(memory, F_GET_SEALS);
    return present >= 0 && (present & seals) == seals;
}

}  // namespace mapview::kernel
