// SPDX-License-Identifier: MIT
#include "kernel/file_sharing.hpp"

#include "kernel/descriptor.hpp"
#include "kernel/file_rights.hpp"
#include "kernel/fixed_text.hpp"
#include "kernel/holder_link.hpp"
#include "kernel/patience.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <cstdint>
#include <string_view>

namespace mapview::kernel {
namespace {

constexpr std::uint64_t base = std::uint64_t{0x4D56} << 48;
constexpr std::uint64_t area_size = std::uint64_t{1} << 32;

// What a user of a file can do or deny. Each has an area of bytes, in which each user locks one of
// his own: who can only write cannot take a read lock, and two write locks cannot share a byte.
enum class fact { reads = 1, writes, removes, denies_read, denies_write, denies_remove };

std::uint64_t area(fact which) {
    return base + static_cast<std::uint64_t>(which) * area_size;
}

int lock_bytes(int file, int command, int type, std::uint64_t begin, std::uint64_t length,
               struct flock* answer = nullptr) noexcept {
    struct flock bytes {};
    bytes.l_type = static_cast<short>(type);
    bytes.l_whence = SEEK_SET;
    bytes.l_start = static_cast<off_t>(begin);
    bytes.l_len = static_cast<off_t>(length);
    int result = 0;
    do result = ::fcntl(file, command, &bytes);
    while (result != 0 && errno == EINTR);
    if (answer != nullptr) *answer = bytes;
    return result;
}

bool is_conflict(int error) {
    return error == EAGAIN || error == EACCES;
}

// Whether another description has a lock of ours there. Locks of other programs, which take far
// more than one byte, mean something else.
bool locked_by_others(int file, std::uint64_t begin, std::uint64_t length) noexcept {
    struct flock found {};
    return lock_bytes(file, F_OFD_GETLK, F_WRLCK, begin, length, &found) == 0 &&
           found.l_type != F_UNLCK && found.l_len == 1 &&
           static_cast<std::uint64_t>(found.l_start) >= begin;
}

bool is_true_for_others(int file, fact which) noexcept {
    return locked_by_others(file, area(which), area_size);
}

status announce(int file, fact which, int type) noexcept {
    constexpr int tries = 64;
    std::uint64_t place = next_nonce() ^ static_cast<std::uint64_t>(::gettid()) << 20;
    for (int i = 0; i < tries; ++i, place += 0x9E3779B1) {
        if (lock_bytes(file, F_OFD_SETLK, type, area(which) + place % area_size, 1) == 0)
            return status::success;
        if (!is_conflict(errno)) return status::success;  // a file system without locks
    }
    return status::sharing_violation;  // another program has the whole file locked
}

}  // namespace

status enter_users(int file, rights granted, share_mode allowed) noexcept {
    const bool reading = reads(granted);
    const bool writing = writes(granted);
    const bool removing = (granted & file_right::remove) != 0;
    struct {
        bool holds;
        fact own;
        fact of_others;
    } const rules[]{
        {reading, fact::reads, fact::denies_read},
        {writing, fact::writes, fact::denies_write},
        {removing, fact::removes, fact::denies_remove},
        {!allowed.read, fact::denies_read, fact::reads},
        {!allowed.write, fact::denies_write, fact::writes},
        {!allowed.remove, fact::denies_remove, fact::removes},
    };
    const int type = (::fcntl(file, F_GETFL) & O_ACCMODE) == O_WRONLY ? F_WRLCK : F_RDLCK;
    for (const auto& rule : rules)
        if (rule.holds)
            if (const status done = announce(file, rule.own, type); done != status::success)
                return done;
    for (const auto& rule : rules)
        if (rule.holds && is_true_for_others(file, rule.of_others))
            return status::sharing_violation;
    return status::success;
}

// The kernel shows the locks of a description, one a line, the first and last byte at its end:
// "lock:\t1: OFDLCK  ADVISORY  READ -1 00:22:1234 5573...968 5573...968".
bool is_used(int file) noexcept {
    const auto path = fixed_text<48>().add("/proc/thread-self/fdinfo/").add(file);
    const descriptor facts(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    std::array<char, 4096> text;
    const ssize_t length = facts ? ::read(facts.get(), text.data(), text.size()) : -1;
    if (length <= 0) return false;
    std::string_view rest(text.data(), static_cast<std::size_t>(length));
    while (!rest.empty()) {
        const std::string_view line = rest.substr(0, rest.find('\n'));
        rest.remove_prefix(std::min(line.size() + 1, rest.size()));
        if (!line.starts_with("lock:") || line.find(" OFDLCK ") == line.npos) continue;
        const std::string_view last = line.substr(line.rfind(' ') + 1);
        std::uint64_t byte = 0;
        std::from_chars(last.data(), last.data() + last.size(), byte);
        if (byte >= area(fact::reads) && byte < area(fact::denies_remove) + area_size) return true;
    }
    return false;
}

status may_be_removed(int file) noexcept {
    if (is_true_for_others(file, fact::denies_remove)) return status::sharing_violation;
    return locked_by_others(file, base, 1) ? status::access_denied : status::success;
}

status enter_mapped(int file) noexcept try {
    patience tries;
    do {
        if (lock_bytes(file, F_OFD_SETLK, F_RDLCK, base, 1) == 0 || !is_conflict(errno))
            return status::success;
    } while (tries.allows_another_try());
    return status::user_mapped_file;
} catch (...) {
    return status::no_system_resources;
}

shrinking::shrinking(int file) noexcept : file_(file) {
    locked_ = lock_bytes(file, F_OFD_SETLK, F_WRLCK, base, 1) == 0;
    allowed_ = locked_ || !is_conflict(errno) || !locked_by_others(file, base, 1);
}

shrinking::~shrinking() {
    if (locked_) lock_bytes(file_, F_OFD_SETLK, F_UNLCK, base, 1);
}

}  // namespace mapview::kernel
