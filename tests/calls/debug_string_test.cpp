// OutputDebugString and the monitor that reads it.
// https://learn.microsoft.com/windows/win32/api/debugapi/nf-debugapi-outputdebugstringa
// SPDX-License-Identifier: MIT
#include <windows.h>

#include "conformance/calls.hpp"
#include "support/doctest.hpp"
#include "support/skip.hpp"
#include "support/wine.hpp"

#include <string>
#include <thread>

using test::ask, test::handle, test::mapped, test::untouched;

namespace {

constexpr DWORD patience = 30'000;

// What a program such as DebugView makes; one monitor for all programs.
class monitor {
  public:
    monitor()
        : section_(CreateFileMappingW(INVALID_HANDLE_VALUE, nullptr, PAGE_READWRITE, 0, 4096,
                                      L"DBWIN_BUFFER")),
          alone_(GetLastError() != ERROR_ALREADY_EXISTS),
          buffer_(MapViewOfFile(section_.get(), FILE_MAP_READ, 0, 0, 0)),
          ready_(CreateEventW(nullptr, FALSE, FALSE, L"DBWIN_BUFFER_READY")),
          filled_(CreateEventW(nullptr, FALSE, FALSE, L"DBWIN_DATA_READY")) {}

    bool alone() const { return alone_; }

    std::string next() {
        SetEvent(ready_.get());
        if (WaitForSingleObject(filled_.get(), patience) != WAIT_OBJECT_0) return "nothing came";
        return reinterpret_cast<const char*>(buffer_.bytes() + sizeof(DWORD));
    }
    DWORD process() const { return *reinterpret_cast<const DWORD*>(buffer_.bytes()); }

  private:
    handle section_;
    bool alone_;
    mapped buffer_;
    handle ready_;
    handle filled_;
};

}  // namespace

TEST_CASE("without a monitor a debug string is lost, and the last error stays") {
    if (test::opening(L"DBWIN_BUFFER") == untouched) SKIP_BECAUSE("a monitor is running");
    const auto error_after = [](auto output) { return ask([&] { return output(), 0; }).error; };
    const auto narrow = error_after([] { OutputDebugStringA("nobody listens"); });
    const auto wide = error_after([] { OutputDebugStringW(L"nobody listens"); });
    CHECK(test::differs_on_wine("DBWIN_BUFFER", narrow == untouched && wide == untouched));
}

TEST_CASE("a monitor gets each debug string, and whose it is") {
    monitor listener;
    if (!listener.alone()) SKIP_BECAUSE("a monitor is running");
    std::thread talker([] {
        OutputDebugStringA("narrow\n");
        OutputDebugStringW(L"wide\n");
    });
    CHECK(listener.next() == "narrow\n");
    CHECK(listener.process() == GetCurrentProcessId());
    CHECK(listener.next() == "wide\n");
    talker.join();
}

TEST_CASE("a debug string that is longer than the monitor's buffer comes in parts") {
    monitor listener;
    if (!listener.alone()) SKIP_BECAUSE("a monitor is running");
    const std::string sent(10'000, 'x');
    std::thread talker([&] { OutputDebugStringA((sent + "end").c_str()); });
    std::string heard;
    while (!heard.ends_with("end")) {
        if (test::running_on_wine() && !heard.empty()) break;  // which sends the first part only
        const std::string part = listener.next();
        heard += part;
        if (part == "nothing came") break;
    }
    CHECK(test::differs_on_wine("DBWIN_BUFFER", heard == sent + "end"));
    talker.join();
}
