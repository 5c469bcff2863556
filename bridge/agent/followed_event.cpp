// SPDX-License-Identifier: MIT
#include "followed_event.hpp"

#include "event_facts.hpp"
#include "mapping.hpp"
#include "nt.hpp"

namespace mapview::bridge {
namespace {

using change = protocol::event_change;

constexpr DWORD look_again_ms = 400;
constexpr DWORD longest_nap_ms = 16;

class followed_event {
  public:
    followed_event(HANDLE handle, void (*tell)(const protocol::event_report&)) noexcept
        : handle_(handle), manual_(event_facts_of(handle).manual), tell_(tell) {}

    void follow_until_abandoned() const noexcept {
        report(change::found);
        while (facts_of(handle_).handles > 1) {
            if (WaitForSingleObject(handle_, look_again_ms) != WAIT_OBJECT_0) continue;
            report(change::set);
            if (manual_) wait_for_reset();
        }
        report(change::gone);
    }

  private:
    // Windows lets nobody wait for that.
    void wait_for_reset() const noexcept {
        DWORD nap = 1;
        while (event_facts_of(handle_).set && facts_of(handle_).handles > 1) {
            Sleep(nap);
            if (nap < longest_nap_ms) nap *= 2;
        }
        report(change::reset);
    }

    void report(change what) const noexcept { tell_({what, manual_ ? 1U : 0U, 0}); }

    HANDLE handle_;
    bool manual_;
    void (*tell_)(const protocol::event_report&);
};

}  // namespace

void follow_event(const wchar_t* name, void (*tell)(const protocol::event_report&)) noexcept {
    DWORD told = ERROR_FILE_NOT_FOUND;
    for (;; Sleep(look_again_ms)) {
        const HANDLE handle = OpenEventW(SYNCHRONIZE | nt::event_query_state, FALSE, name);
        const DWORD error = handle ? ERROR_FILE_NOT_FOUND : GetLastError();
        if (handle) followed_event(handle, tell).follow_until_abandoned();
        if (handle) CloseHandle(handle);
        if (error != told && error != ERROR_FILE_NOT_FOUND) tell({change::refused, 0, error});
        told = error;
    }
}

}  // namespace mapview::bridge
