// Wide text on streams, and the files beside it.
// SPDX-License-Identifier: MIT
#include <io.h>
#include <process.h>
#include <tchar.h>
#include <windows.h>

#include "support/doctest.hpp"
#include "wide.hpp"

#include <cstdio>
#include <cstdlib>
#include <string>

using test::plain;

namespace {

// A file without a name, and what is in it.
class scratch {
  public:
    scratch() : stream_(std::tmpfile()) { REQUIRE(stream_ != nullptr); }
    scratch(const scratch&) = delete;
    scratch& operator=(const scratch&) = delete;
    ~scratch() { std::fclose(stream_); }
    FILE* get() const { return stream_; }
    std::string content() const {
        std::rewind(stream_);
        std::string text;
        for (int c = std::getc(stream_); c != EOF; c = std::getc(stream_))
            text += static_cast<char>(c);
        return text;
    }

  private:
    FILE* stream_;
};

}  // namespace

TEST_CASE("wide and narrow text go together on one stream, as UTF-8") {
    const scratch file;
    CHECK(std::fprintf(file.get(), "narrow ") == 7);
    CHECK(fwprintf(file.get(), L"wide \u00e9 %s %d\n", L"text", 5) == 14);
    CHECK(fputws(L"\u20ac\U0001F600", file.get()) >= 0);
    CHECK(fputwc(L'!', file.get()) == L'!');
    CHECK(file.content() == "narrow wide \xc3\xa9 text 5\n\xe2\x82\xac\xf0\x9f\x98\x80!");
}

TEST_CASE("a character of two units can be put and read by halves") {
    const scratch file;
    for (const wchar_t* unit = L"\U0001F600"; *unit != 0; ++unit) fputwc(*unit, file.get());
    CHECK(file.content() == "\xf0\x9f\x98\x80");
    std::rewind(file.get());
    for (const wchar_t* unit = L"\U0001F600"; *unit != 0; ++unit)
        CHECK(fgetwc(file.get()) == static_cast<wint_t>(*unit));
    CHECK(fgetwc(file.get()) == WEOF);
}

TEST_CASE("wide lines") {
    const scratch file;
    std::fputs("first \xc3\xa9\nsecond\n", file.get());
    std::rewind(file.get());
    wchar_t line[16];
    CHECK(plain(fgetws(line, 16, file.get())) == "first {233}\n");
    CHECK(plain(fgetws(line, 4, file.get())) == "sec");
    CHECK(plain(fgetws(line, 16, file.get())) == "ond\n");
    CHECK(fgetws(line, 16, file.get()) == nullptr);
}

TEST_CASE("_setmode tells the mode before, and refuses what is none") {
    const int before = _setmode(1, _O_WTEXT);
    CHECK(before == _O_TEXT);
    CHECK(_setmode(1, before) == _O_WTEXT);
    CHECK(_setmode(1, 12345) == -1);
    CHECK(errno == EINVAL);
    CHECK(_setmode(1 << 20, _O_TEXT) == -1);
    CHECK(errno == EBADF);
}

TEST_CASE("files by name") {
    FILE* stream = stdin;
    CHECK(fopen_s(&stream, "/no/such/file", "r") == ENOENT);
    CHECK(stream == nullptr);
    CHECK(_wfopen(L"/no/such/file", L"r") == nullptr);
    REQUIRE(_wfopen_s(&stream, L"/dev/null", L"r") == 0);
    CHECK(_fileno(stream) > 2);
    CHECK(_isatty(_fileno(stream)) == 0);
    std::fclose(stream);
    CHECK(_access("/", 0) == 0);
    CHECK(_taccess(_T("/no/such/file"), 0) == -1);
    CHECK(errno == ENOENT);
    CHECK(_access("/", 1) == -1);
    CHECK(errno == EINVAL);
}

TEST_CASE("the process's number") {
    CHECK(_getpid() == static_cast<int>(GetCurrentProcessId()));
}

TEST_CASE("commands") {
    CHECK(std::system("exit 3") == 3);
    CHECK(_wsystem(L"exit 4") == 4);
    CHECK(_tsystem(_T("cls")) == 0);
    CHECK(_spawnlp(_P_WAIT, "sh", "sh", "-c", "exit 5", nullptr) == 5);
    CHECK(_spawnl(_P_WAIT, "/no/such/program", "program", nullptr) == -1);
    CHECK(errno == ENOENT);
    CHECK(_spawnl(1, "/bin/sh", "sh", nullptr) == -1);
    CHECK(errno == EINVAL);
}
