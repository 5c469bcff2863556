// SPDX-License-Identifier: MIT
#include "child.hpp"
#include "measurements.hpp"
#include "own_name.hpp"
#include "processor.hpp"
#include "row_of_calls.hpp"
#include "win32_calls.hpp"

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <memory>

namespace {

using namespace bench;

constexpr int round_trips = 100;

/// The last of the sources is what the partner signals after each go. In a wait for all the others
/// stay ready, in a wait for any none of them ever is.
class eventfd_sources {
  public:
    eventfd_sources(std::size_t count, wanted what) : what_(what) {
        check_call(go_ >= 0, "eventfd");
        for (std::size_t i = 0; i < count; ++i) {
            const bool ready = what == wanted::all && i + 1 < count;
            sources_.push_back({eventfd(ready ? 1 : 0, EFD_CLOEXEC), POLLIN, 0});
            check_call(sources_.back().fd >= 0, "eventfd");
        }
    }
    eventfd_sources(const eventfd_sources&) = delete;
    eventfd_sources& operator=(const eventfd_sources&) = delete;
    ~eventfd_sources() {
        close(go_);
        for (const auto& source : sources_) close(source.fd);
    }

    void answer() {
        clear(go_);
        set(sources_.back().fd);
    }

    void round_trip() {
        set(go_);
        if (what_ == wanted::any)
            check_call(poll(sources_.data(), sources_.size(), -1) == 1, "poll");
        else wait_for_all();
        clear(sources_.back().fd);
    }

  private:
    static void set(int number) { check_call(eventfd_write(number, 1) == 0, "write"); }
    static void clear(int number) {
        eventfd_t got = 0;
        check_call(eventfd_read(number, &got) == 0, "read");
    }

    /// poll knows no wait for all: those that are ready are left out of the next one.
    void wait_for_all() {
        std::vector<pollfd>& missing = missing_;
        missing = sources_;
        while (!missing.empty()) {
            check_call(poll(missing.data(), missing.size(), -1) > 0, "poll");
            std::erase_if(missing, [](const pollfd& source) { return source.revents != 0; });
        }
    }

    wanted what_;
    int go_ = eventfd(0, EFD_CLOEXEC);
    std::vector<pollfd> sources_;
    std::vector<pollfd> missing_;
};

class event_sources {
  public:
    event_sources(std::size_t count, wanted what) : what_(what) {
        for (std::size_t i = 0; i < count; ++i) {
            const bool last = i + 1 == count;
            const auto name = own_name("one of several " + std::to_string(i));
            events_.push_back(std::make_unique<handle>(
                CreateEventA(nullptr, !last, what == wanted::all && !last, name.c_str()),
                "CreateEvent"));
            handles_.push_back(events_.back()->get());
        }
    }

    void answer() {
        take(go_.get());
        set(handles_.back());
    }

    void round_trip() {
        set(go_.get());
        const auto count = static_cast<DWORD>(handles_.size());
        const DWORD got =
            WaitForMultipleObjects(count, handles_.data(), what_ == wanted::all, INFINITE);
        check_win32(got == WAIT_OBJECT_0 + (what_ == wanted::all ? 0 : count - 1),
                    "WaitForMultipleObjects");
    }

  private:
    wanted what_;
    handle go_{CreateEventA(nullptr, FALSE, FALSE, own_name("go").c_str()), "CreateEvent"};
    std::vector<std::unique_ptr<handle>> events_;
    std::vector<HANDLE> handles_;
};

template <class Sources>
std::unique_ptr<child> answerer_of(Sources& sources, int processor) {
    return std::make_unique<child>([&sources, processor] {
        pin_to_processor(processor);
        for (;;) sources.answer();
    });
}

}  // namespace

bench::timed_path bench::time_several_asleep(std::size_t count, wanted what,
                                             const processors& where, const extent& extent) {
    eventfd_sources eventfds(count, what);
    event_sources events(count, what);
    const auto one = answerer_of(eventfds, where.second);
    const auto two = answerer_of(events, where.second);
    pin_to_processor(where.first);
    const auto times = take_turns(
        {{"poll of eventfds", in_a_row(round_trips, [&] { eventfds.round_trip(); })},
         {"WaitForMultipleObjects", in_a_row(round_trips, [&] { events.round_trip(); })}},
        extent.round_trips);
    return {(what == wanted::all ? "all of " : "any of ") + std::to_string(count) +
                (where.first == where.second ? ", on one processor" : ", across processors"),
            per_call(times, round_trips)};
}
