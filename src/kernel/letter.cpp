// SPDX-License-Identifier: MIT
#include "kernel/letter.hpp"

#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <cstddef>
#include <cstring>

namespace mapview::kernel {
namespace {

struct contents {
    std::uint32_t mark;
    std::uint32_t granted;
    std::uint8_t kind;
    std::uint8_t inheritable;
    std::uint8_t has_file;
    std::uint8_t has_folder;
};
static_assert(sizeof(contents) == 12);

constexpr std::uint32_t current_mark = 0x4D56'0001;
constexpr std::size_t most_descriptors = 4;

/// A message of one `contents` and the room for its descriptors, and one more that is too many.
struct envelope {
    contents text{};
    iovec part{&text, sizeof text};
    alignas(cmsghdr) std::array<std::byte, CMSG_SPACE((most_descriptors + 1) * sizeof(int))> room{};
    msghdr message{};

    envelope() noexcept {
        message.msg_iov = &part;
        message.msg_iovlen = 1;
        message.msg_control = room.data();
        // Not all of the room, whose end is padding: the kernel would put one more there.
        message.msg_controllen = CMSG_LEN((most_descriptors + 1) * sizeof(int));
    }
    envelope(const envelope&) = delete;
    envelope& operator=(const envelope&) = delete;
};

// Takes over all that came; none of them is lost whatever came with it.
struct arrived {
    std::array<descriptor, most_descriptors + 1> descriptors;
    std::size_t count = 0;

    explicit arrived(msghdr& message) noexcept {
        for (cmsghdr* part = CMSG_FIRSTHDR(&message); part != nullptr;
             part = CMSG_NXTHDR(&message, part)) {
            if (part->cmsg_level != SOL_SOCKET || part->cmsg_type != SCM_RIGHTS) continue;
            const std::size_t numbers = (part->cmsg_len - CMSG_LEN(0)) / sizeof(int);
            for (std::size_t i = 0; i < numbers && count < descriptors.size(); ++i) {
                int number = -1;
                std::memcpy(&number, CMSG_DATA(part) + i * sizeof number, sizeof number);
                descriptors[count++] = descriptor(number);
            }
        }
    }
};

bool is_letter(const contents& text, std::size_t length, std::size_t descriptors) noexcept {
    return length == sizeof text && text.mark == current_mark &&
           text.kind <= static_cast<std::uint8_t>(sent_kind::first_thread) &&
           text.inheritable <= 1 && text.has_file <= 1 && text.has_folder <= 1 &&
           descriptors == 2U + text.has_file + text.has_folder;
}

}  // namespace

bool send_letter(int connection, const letter& sent) noexcept {
    envelope out;
    out.text = {current_mark,
                sent.granted,
                static_cast<std::uint8_t>(sent.kind),
                static_cast<std::uint8_t>(sent.inheritable),
                static_cast<std::uint8_t>(bool(sent.file)),
                static_cast<std::uint8_t>(bool(sent.folder))};
    std::array<int, most_descriptors> numbers{};
    std::size_t count = 0;
    for (const auto* const one : {&sent.reservation, &sent.handle, &sent.file, &sent.folder})
        if (*one) numbers[count++] = one->get();
    cmsghdr* const part = CMSG_FIRSTHDR(&out.message);
    part->cmsg_level = SOL_SOCKET;
    part->cmsg_type = SCM_RIGHTS;
    part->cmsg_len = CMSG_LEN(count * sizeof(int));
    std::memcpy(CMSG_DATA(part), numbers.data(), count * sizeof(int));
    out.message.msg_controllen = CMSG_SPACE(count * sizeof(int));
    ssize_t done = 0;
    do done = ::sendmsg(connection, &out.message, MSG_NOSIGNAL | MSG_DONTWAIT);
    while (done < 0 && errno == EINTR);
    return done == ssize_t{sizeof(contents)};
}

// Looked at, not taken: where there are not enough free descriptors for all, the message is whole
// for the next time. Closing the connection throws it away.
reading read_letter(int connection, letter& read) noexcept {
    envelope in;
    ssize_t length = 0;
    do length = ::recvmsg(connection, &in.message, MSG_PEEK | MSG_DONTWAIT | MSG_CMSG_CLOEXEC);
    while (length < 0 && errno == EINTR);
    if (length < 0) return errno == EAGAIN ? reading::later : reading::nothing;
    arrived got(in.message);
    if ((in.message.msg_flags & MSG_CTRUNC) != 0)
        return got.count > most_descriptors ? reading::nothing : reading::later;
    if ((in.message.msg_flags & MSG_TRUNC) != 0 ||
        !is_letter(in.text, static_cast<std::size_t>(length), got.count))
        return reading::nothing;
    for (std::size_t i = 0; i < got.count; ++i) {
        auto& one = got.descriptors[i];
        one = above_standard_streams(std::move(one), false);
        if (!one) return reading::later;
    }
    read.kind = static_cast<sent_kind>(in.text.kind);
    read.granted = in.text.granted;
    read.inheritable = in.text.inheritable != 0;
    std::size_t at = 0;
    read.reservation = std::move(got.descriptors[at++]);
    read.handle = std::move(got.descriptors[at++]);
    if (in.text.has_file != 0) read.file = std::move(got.descriptors[at++]);
    if (in.text.has_folder != 0) read.folder = std::move(got.descriptors[at++]);
    return reading::done;
}

}  // namespace mapview::kernel
