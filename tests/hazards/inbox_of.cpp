// SPDX-License-Identifier: MIT
#include "inbox_of.hpp"

#include "support/doctest.hpp"
#include "support/eventually.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace test {
namespace {

struct address {
    sockaddr_un place{};
    socklen_t length = 0;

    explicit address(const std::string& name)
        : length(static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + 1 + name.size())) {
        place.sun_family = AF_UNIX;
        std::ranges::copy(name, place.sun_path + 1);
    }
    const sockaddr* get() const { return reinterpret_cast<const sockaddr*>(&place); }
};

address address_of(pid_t process) {
    std::ifstream file("/proc/" + std::to_string(process) + "/stat");
    std::string line;
    std::getline(file, line);
    std::istringstream rest(line.substr(line.rfind(')') + 1));
    std::string field;
    for (int i = 0; i < 20; ++i) rest >> field;
    return address("mapview.inbox." + std::to_string(process) + "." + field);
}

}  // namespace

connection::~connection() {
    if (socket_ >= 0) ::close(socket_);
}

connection connected_to(pid_t process) {
    const auto name = address_of(process);
    connection made(::socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    if (::connect(made.get(), name.get(), name.length) == 0) return made;
    const int error = errno;
    { const connection failed(std::move(made)); }
    errno = error;
    return connection(-1);
}

void wait_for_inbox(pid_t process) {
    REQUIRE(eventually([&] { return static_cast<bool>(connected_to(process)); }));
}

raw_letter::raw_letter() {
    const int reservation = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const address name("mapview.handle." + std::to_string((1 << 28) + ::getpid()));
    ::bind(reservation, name.get(), name.length);
    const int memory = ::memfd_create("mapview:section-rw:", MFD_CLOEXEC | MFD_ALLOW_SEALING);
    REQUIRE(::ftruncate(memory, 4096) == 0);
    REQUIRE(::fcntl(memory, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL) == 0);
    unsealed = ::memfd_create("mapview:section-rw:", MFD_CLOEXEC | MFD_ALLOW_SEALING);
    folder = ::open("/", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    owned_ = {reservation, memory, unsealed, folder};
    descriptors = {reservation, memory};
    text = std::string("\x01\x00\x56\x4D\xFF\xFF\x0F\x00\x00\x00\x00\x00", 12);
}

raw_letter::~raw_letter() {
    for (const int one : owned_) ::close(one);
}

bool raw_letter::send(const connection& to) const {
    iovec part{const_cast<char*>(text.data()), text.size()};
    std::vector<char> room(CMSG_SPACE(descriptors.size() * sizeof(int)));
    msghdr message{};
    message.msg_iov = &part;
    message.msg_iovlen = 1;
    if (!descriptors.empty()) {
        message.msg_control = room.data();
        message.msg_controllen = room.size();
        cmsghdr* const first = CMSG_FIRSTHDR(&message);
        first->cmsg_level = SOL_SOCKET;
        first->cmsg_type = SCM_RIGHTS;
        first->cmsg_len = CMSG_LEN(descriptors.size() * sizeof(int));
        std::memcpy(CMSG_DATA(first), descriptors.data(), descriptors.size() * sizeof(int));
    }
    return ::sendmsg(to.get(), &message, MSG_NOSIGNAL) == static_cast<ssize_t>(text.size());
}

int take_name_of_inbox(pid_t process) {
    const auto name = address_of(process);
    const int taken = ::socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0);
    const bool bound = eventually([&] { return ::bind(taken, name.get(), name.length) == 0; });
    return bound && ::listen(taken, 16) == 0 ? taken : -1;
}

void wait_for_no_inbox(pid_t process) {
    const auto own = std::filesystem::read_symlink("/proc/self/exe");
    REQUIRE(eventually([&] {
        return std::filesystem::read_symlink("/proc/" + std::to_string(process) + "/exe") != own &&
               !connected_to(process);
    }));
}

}  // namespace test
