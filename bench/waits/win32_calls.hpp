// bench/waits/win32_calls.hpp - Win32 calls that stop the run where they fail.
// SPDX-License-Identifier: MIT
#pragma once

#include "failure.hpp"

#include <windows.h>

#include <string>

namespace bench {

inline void check_win32(bool succeeded, const char* call) {
    if (!succeeded) check(false, call + (": error " + std::to_string(GetLastError())));
}

/// Closes itself.
class handle {
  public:
    /// `call` is what returned it: null says that this failed.
    explicit handle(HANDLE owned, const char* call) : handle_(owned) {
        check_win32(owned != nullptr, call);
    }
    handle(const handle&) = delete;
    handle& operator=(const handle&) = delete;
    ~handle() { CloseHandle(handle_); }
    HANDLE get() const { return handle_; }

  private:
    HANDLE handle_;
};

inline void set(HANDLE event) {
    check_win32(SetEvent(event), "SetEvent");
}

inline void take(HANDLE object) {
    check_win32(WaitForSingleObject(object, INFINITE) == WAIT_OBJECT_0, "WaitForSingleObject");
}

}  // namespace bench
