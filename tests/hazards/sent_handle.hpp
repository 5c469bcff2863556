// hazards/sent_handle.hpp - a handle that is given to another process, or taken from there.
// SPDX-License-Identifier: MIT
#pragma once

#include <windows.h>

#include "conformance/calls.hpp"
#include "support/doctest.hpp"

#include <sys/types.h>
#include <unistd.h>

namespace test {

inline DWORD giving(HANDLE source, pid_t process, HANDLE& theirs, BOOL inherit = FALSE) {
    const handle target(OpenProcess(PROCESS_DUP_HANDLE, FALSE, static_cast<DWORD>(process)));
    if (!target) return GetLastError();
    const auto done = ask([&] {
        return DuplicateHandle(GetCurrentProcess(), source, target.get(), &theirs, 0, inherit,
                               DUPLICATE_SAME_ACCESS);
    });
    return done.value ? untouched : done.error;
}

inline DWORD taking(pid_t process, HANDLE theirs, handle& made,
                    DWORD options = DUPLICATE_SAME_ACCESS) {
    const handle source(OpenProcess(PROCESS_DUP_HANDLE, FALSE, static_cast<DWORD>(process)));
    if (!source) return GetLastError();
    HANDLE value = nullptr;
    const auto done = ask([&] {
        return DuplicateHandle(source.get(), theirs, GetCurrentProcess(), &value, 0, FALSE,
                               options);
    });
    made = handle(value);
    return done.value ? untouched : done.error;
}

// No number that anybody has: to look it up is to look into the inbox.
inline const HANDLE nobodys = reinterpret_cast<HANDLE>(ULONG_PTR{0x7FFFFFF0});

inline void look() {
    CHECK_FALSE(CloseHandle(nobodys));
}

inline int first_byte(HANDLE section) {
    const mapped view(map_raw(section, FILE_MAP_READ));
    return view ? view[0] : -1;
}

/// One value, from a process to another that was forked before it was known.
class told_value {
  public:
    told_value() { REQUIRE(::pipe(ends_) == 0); }
    told_value(const told_value&) = delete;
    told_value& operator=(const told_value&) = delete;
    ~told_value() {
        ::close(ends_[0]);
        ::close(ends_[1]);
    }
    void say(HANDLE value) const {
        CHECK(::write(ends_[1], &value, sizeof value) == ssize_t{sizeof value});
    }
    HANDLE hear() const {
        HANDLE value = nullptr;
        CHECK(::read(ends_[0], &value, sizeof value) == ssize_t{sizeof value});
        return value;
    }

  private:
    int ends_[2]{};
};

}  // namespace test
