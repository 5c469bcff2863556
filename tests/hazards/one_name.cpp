// SPDX-License-Identifier: MIT
#include "one_name.hpp"

#include "conformance/calls.hpp"
#include "support/doctest.hpp"
#include "support/eventually.hpp"

#include <fcntl.h>
#include <unistd.h>

namespace test {

other_holder::other_holder(unsigned char first_byte)
    : process_([&] {
          const auto section = create(PAGE_READWRITE, page, L"n");
          map(section, FILE_MAP_WRITE)[0] = first_byte;
          held_.open();
          CHECK(done_.pass());
      }) {
    REQUIRE(held_.pass());
}

void other_holder::let_go() {
    done_.open();
    CHECK(process_.passed());
}

copy_alone::copy_alone() {
    forked maker([&] {
        const auto section = create(PAGE_READWRITE, page, L"n");
        if (::fork() == 0) {
            forked_on_.open();
            ::_exit(done_.pass() ? 0 : 1);
        }
        ::pause();
    });
    REQUIRE(forked_on_.pass());
    maker.kill();
}

void copy_alone::let_go() {
    done_.open();
    CHECK(eventually([] { return opening_afresh() == ERROR_FILE_NOT_FOUND; }));
}

DWORD creating(const wchar_t* name) {
    const auto made = ask([&] { return create_raw(PAGE_READWRITE, page, name); });
    const handle owned(made.value);
    return made.error;
}

DWORD opening(const wchar_t* name) {
    const auto opened = ask([&] { return OpenFileMappingW(FILE_MAP_READ, FALSE, name); });
    const handle owned(opened.value);
    return opened.value ? untouched : opened.error;
}

DWORD opening_afresh() {
    int ends[2];
    REQUIRE(::pipe2(ends, O_CLOEXEC) == 0);
    in_child([&] {
        const DWORD found = opening();
        REQUIRE(::write(ends[1], &found, sizeof found) == sizeof found);
    });
    DWORD found = 0;
    REQUIRE(::read(ends[0], &found, sizeof found) == sizeof found);
    ::close(ends[0]);
    ::close(ends[1]);
    return found;
}

}  // namespace test
