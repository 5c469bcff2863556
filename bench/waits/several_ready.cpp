// SPDX-License-Identifier: MIT
#include "measurements.hpp"
#include "own_name.hpp"
#include "row_of_calls.hpp"
#include "win32_calls.hpp"

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <memory>

bench::timed_path bench::time_several_ready(std::size_t count, const extent& extent) {
    std::vector<std::unique_ptr<handle>> events;
    std::vector<HANDLE> handles;
    std::vector<pollfd> sources;
    for (std::size_t i = 0; i < count; ++i) {
        const auto name = own_name("one of several " + std::to_string(i));
        events.push_back(std::make_unique<handle>(CreateEventA(nullptr, TRUE, i == 0, name.c_str()),
                                                  "CreateEvent"));
        handles.push_back(events.back()->get());
        sources.push_back({eventfd(i == 0 ? 1 : 0, EFD_CLOEXEC), POLLIN, 0});
        check_call(sources.back().fd >= 0, "eventfd");
    }
    const auto times = take_turns(
        {{"poll of eventfds",
          in_a_row(short_calls, [&] { check_call(poll(sources.data(), count, -1) == 1, "poll"); })},
         {"WaitForMultipleObjects",
          in_a_row(short_calls,
                   [&] {
                       const DWORD got = WaitForMultipleObjects(static_cast<DWORD>(count),
                                                                handles.data(), FALSE, INFINITE);
                       check_win32(got == WAIT_OBJECT_0, "WaitForMultipleObjects");
                   })}},
        extent.short_calls);
    for (const auto& source : sources) close(source.fd);
    return {"any of " + std::to_string(count) + ", the first is ready",
            per_call(times, short_calls)};
}
