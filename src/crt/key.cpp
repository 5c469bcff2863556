// SPDX-License-Identifier: MIT
#include <conio.h>
#include <poll.h>
#include <termios.h>
#include <unistd.h>

#include <cstdio>

namespace {

// Single keys, without echo, for as long as this lives. Ctrl-C stays the end of the program: a
// shell that sees one ended by a signal repairs its terminal.
class single_keys {
  public:
    single_keys() : changed_(::tcgetattr(STDIN_FILENO, &before_) == 0) {
        if (!changed_) return;
        termios raw = before_;
        raw.c_lflag &= ~static_cast<tcflag_t>(ICANON | ECHO);
        raw.c_iflag &= ~static_cast<tcflag_t>(ICRNL | INLCR);
        raw.c_cc[VMIN] = 1;
        raw.c_cc[VTIME] = 0;
        ::tcsetattr(STDIN_FILENO, TCSANOW, &raw);
    }
    single_keys(const single_keys&) = delete;
    single_keys& operator=(const single_keys&) = delete;
    ~single_keys() {
        if (changed_) ::tcsetattr(STDIN_FILENO, TCSANOW, &before_);
    }

    bool on_terminal() const { return changed_; }

  private:
    termios before_{};
    bool changed_;
};

int read_terminal() {
    unsigned char key = 0;
    ssize_t count = 0;
    do count = ::read(STDIN_FILENO, &key, 1);
    while (count < 0 && errno == EINTR);
    return count == 1 ? key : EOF;
}

}  // namespace

int _getch() {
    std::fflush(stdout);
    const single_keys keys;
    return keys.on_terminal() ? read_terminal() : std::getchar();
}

int _getche() {
    const int key = _getch();
    if (key != EOF) _putch(key);
    return key;
}

int _kbhit() {
    std::fflush(stdout);
    const single_keys keys;
    pollfd input{STDIN_FILENO, POLLIN, 0};
    return ::poll(&input, 1, 0) > 0 ? 1 : 0;
}

int _putch(int character) {
    const int result = std::putchar(character);
    std::fflush(stdout);
    return result;
}

int _cputs(const char* text) {
    const int result = std::fputs(text, stdout);
    std::fflush(stdout);
    return result < 0 ? EOF : 0;
}
