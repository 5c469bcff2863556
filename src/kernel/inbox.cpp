// SPDX-License-Identifier: MIT
#include "kernel/inbox.hpp"

#include "kernel/abstract_name.hpp"

#include <fcntl.h>
#include <pthread.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <new>
#include <string_view>
#include <vector>

namespace mapview::kernel {
namespace {

constexpr int longest_queue = 4096;  // the kernel cuts it to net.core.somaxconn

// When a process began, in ticks since the machine started: the 20th field behind the name. Empty
// where there is no such process. With it a number that is used again makes no other's name.
abstract_name::text begin_of(pid_t process) noexcept {
    abstract_name::text found;
    const auto path = fixed_text<32>().add("/proc/").add(process).add("/stat");
    const descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    std::array<char, 1024> line;
    const ssize_t length = file ? ::read(file.get(), line.data(), line.size()) : -1;
    if (length <= 0) return found;
    std::string_view rest(line.data(), static_cast<std::size_t>(length));
    rest.remove_prefix(std::min(rest.rfind(')') + 1, rest.size()));
    for (int field = 0; field < 20; ++field)
        rest.remove_prefix(std::min(rest.find(' ') + 1, rest.size()));
    return found.add(rest.substr(0, rest.find(' ')));
}

bool name_of_inbox(pid_t process, abstract_name& name) noexcept {
    const auto begin = begin_of(process);
    if (begin.view().empty()) return false;
    name = abstract_name(
        abstract_name::text().add("mapview.inbox.").add(process).add(".").add(begin.view()));
    return true;
}

// Who the other end of a connection is: of an inbox, who made it.
ucred peer_of(int connection) noexcept {
    ucred peer{-1, static_cast<uid_t>(-1), static_cast<gid_t>(-1)};
    socklen_t size = sizeof peer;
    ::getsockopt(connection, SOL_SOCKET, SO_PEERCRED, &peer, &size);
    return peer;
}

descriptor new_socket() noexcept {
    constexpr int type = SOCK_SEQPACKET | SOCK_CLOEXEC | SOCK_NONBLOCK;
    return above_standard_streams(descriptor(::socket(AF_UNIX, type, 0)), false);
}

class inbox {
  public:
    // Without one this process gets no handles from others; all else works.
    void make() noexcept {
        descriptor fresh = new_socket();
        abstract_name name;
        if (!fresh || !name_of_inbox(::getpid(), name) ||
            ::bind(fresh.get(), name.get(), name.length()) != 0 ||
            ::listen(fresh.get(), longest_queue) != 0)
            return;
        name_ = name;
        user_ = ::geteuid();
        socket_ = fresh.release();
    }

    // What was sent to the parent is the parent's, and a copy here would keep it from ending.
    void make_in_child() noexcept {
        if (is_open()) ::close(socket_);
        socket_ = -1;
        unread_.clear();
        make();
    }

    void take(const std::function<void(letter&&)>& take_one) {
        std::erase_if(unread_, [&](const descriptor& connection) {
            return !is_to_come(connection, take_one);
        });
        if (!is_open()) return;
        for (;;) {
            descriptor connection = above_standard_streams(
                descriptor(::accept4(socket_, nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK)),
                false);
            if (!connection && (errno == EINTR || errno == ECONNABORTED)) continue;
            if (!connection) return;  // EMFILE: the rest stays in the queue
            if (peer_of(connection.get()).uid == user_ && is_to_come(connection, take_one))
                unread_.push_back(std::move(connection));
        }
    }

  private:
    // A program that closes what it has not opened may have something else under this number.
    bool is_open() const noexcept {
        return socket_ >= 0 && abstract_name::of(socket_).view() == name_.view();
    }

    static bool is_to_come(const descriptor& connection,
                           const std::function<void(letter&&)>& take_one) {
        letter read;
        const reading how = read_letter(connection.get(), read);
        if (how == reading::done) take_one(std::move(read));
        return how == reading::later;
    }

    int socket_ = -1;  // no descriptor: at exit it is the kernel's to close
    abstract_name name_;
    uid_t user_ = 0;  // whom senders see in it, should this process be somebody else by then
    std::vector<descriptor> unread_;
};

// Made while the process has one thread, and never destroyed.
inbox& own_inbox() {
    static auto* const made = new inbox;
    return *made;
}

void make_in_child() {
    own_inbox().make_in_child();
}

[[gnu::constructor]] void make_inbox() noexcept try {
    own_inbox().make();
    pthread_atfork(nullptr, nullptr, make_in_child);
} catch (const std::bad_alloc&) {
    // As where there is no socket to be had.
}

}  // namespace

status connect_to_inbox(pid_t process, descriptor& connection) {
    abstract_name name;
    errno = ESRCH;
    if (!name_of_inbox(process, name))
        return errno == ESRCH || errno == ENOENT ? status::access_denied  // it has ended
                                                 : status_of(errno);
    descriptor fresh = new_socket();
    if (!fresh) return status_of(errno);
    if (::connect(fresh.get(), name.get(), name.length()) != 0)
        return errno == EAGAIN         ? status::no_system_resources
               : errno == ECONNREFUSED ? status::not_supported
                                       : status_of(errno);
    const ucred owner = peer_of(fresh.get());
    if (owner.uid != ::geteuid() || owner.pid != process) return status::access_denied;
    connection = std::move(fresh);
    return status::success;
}

void take_letters(const std::function<void(letter&&)>& take) {
    own_inbox().take(take);
}

}  // namespace mapview::kernel
