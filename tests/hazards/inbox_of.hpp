// hazards/inbox_of.hpp - a process's inbox, as one sees it who does not keep the rules.
// SPDX-License-Identifier: MIT
#pragma once

#include <sys/types.h>

#include <optional>
#include <string>
#include <vector>

namespace test {

/// A connection with the inbox of a process; closed with its owner.
class connection {
  public:
    explicit connection(int socket) noexcept : socket_(socket) {}
    connection(connection&& other) noexcept : socket_(other.socket_) { other.socket_ = -1; }
    connection& operator=(connection&&) = delete;
    ~connection();

    explicit operator bool() const noexcept { return socket_ >= 0; }
    int get() const noexcept { return socket_; }

  private:
    int socket_;
};

/// Empty, with errno, where it cannot be had.
connection connected_to(pid_t process);

/// Waits until a process that was just forked has its inbox.
void wait_for_inbox(pid_t process);

/// What the library sends, to be spoiled: its text, the reservation of a number, sealed memory.
struct raw_letter {
    raw_letter();
    raw_letter(const raw_letter&) = delete;
    raw_letter& operator=(const raw_letter&) = delete;
    ~raw_letter();

    std::string text;
    std::vector<int> descriptors;
    int unsealed;  ///< memory with the library's name, but not sealed
    int folder;

    bool send(const connection& to) const;

  private:
    std::vector<int> owned_;
};

/// Waits until the inbox of a process is gone, and listens under its name.
int take_name_of_inbox(pid_t process);

/// Waits until a forked process has become another program, and its inbox is gone.
void wait_for_no_inbox(pid_t process);

}  // namespace test
