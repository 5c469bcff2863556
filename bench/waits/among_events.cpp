// SPDX-License-Identifier: MIT
#include "holder.hpp"
#include "measurements.hpp"
#include "own_name.hpp"
#include "row_of_calls.hpp"
#include "win32_calls.hpp"

#include <fcntl.h>
#include <semaphore.h>

#include <memory>

namespace {

using namespace bench;

/// Closes itself.
class named_semaphore {
  public:
    named_semaphore(const std::string& name, int flags)
        : semaphore_(sem_open(name.c_str(), flags, 0600, 0)) {
        check_call(semaphore_ != SEM_FAILED, "sem_open");
    }
    named_semaphore(const named_semaphore&) = delete;
    named_semaphore& operator=(const named_semaphore&) = delete;
    ~named_semaphore() { sem_close(semaphore_); }
    sem_t* get() const { return semaphore_; }

  private:
    sem_t* semaphore_;
};

void remove_semaphore(const std::string& name) {
    check_call(sem_unlink(name.c_str()) == 0, "sem_unlink");
}

handle create_event(const std::string& name) {
    return handle(CreateEventA(nullptr, FALSE, FALSE, name.c_str()), "CreateEvent");
}

constexpr const char* theirs = "sem_open";
constexpr const char* ours = "mapview event";

std::vector<timing> time_create(const pace& pace) {
    const std::string name = own_name("created");
    return take_turns({{theirs,
                        [&] {
                            const named_semaphore made(name, O_CREAT | O_EXCL);
                            remove_semaphore(name);
                        }},
                       {ours, [&] { create_event(name); }}},
                      pace);
}

/// The event is held by another process; a semaphore needs nobody to hold it.
std::vector<timing> time_open(const pace& pace) {
    const std::string prefix = own_name("held");
    const std::string name = prefix + '0';
    const holder other({"hold-events", prefix, "1"});
    { const named_semaphore left_behind(name, O_CREAT | O_EXCL); }
    auto times = take_turns(
        {{theirs, [&] { const named_semaphore opened(name, 0); }},
         {ours,
          [&] { const handle opened(OpenEventA(SYNCHRONIZE, FALSE, name.c_str()), "OpenEvent"); }}},
        pace);
    remove_semaphore(name);
    return times;
}

std::vector<timing> time_signal(const pace& pace) {
    const std::string name = own_name("signaled");
    const named_semaphore semaphore(name, O_CREAT | O_EXCL);
    remove_semaphore(name);
    const handle event = create_event(name);
    auto times = take_turns({{theirs, in_a_row(short_calls,
                                               [s = semaphore.get()] {
                                                   check_call(sem_post(s) == 0, "sem_post");
                                                   check_call(sem_wait(s) == 0, "sem_wait");
                                               })},
                             {ours, in_a_row(short_calls,
                                             [e = event.get()] {
                                                 set(e);
                                                 take(e);
                                             })}},
                            pace);
    return per_call(times, short_calls);
}

}  // namespace

bench::among_events bench::time_among_events(std::size_t names, const extent& extent) {
    std::vector<std::unique_ptr<holder>> holders;
    among_events result = {.wanted = names, .live = 0, .processes = 0, .paths = {}, .signal = {}};
    while (result.live < names) {
        holders.push_back(std::make_unique<holder>(std::vector<std::string>{
            "hold-events", own_name("crowd-" + std::to_string(holders.size()) + '-'),
            std::to_string(names - result.live)}));
        const std::size_t made = std::stoul(holders.back()->report());
        if (made == 0) break;
        result.live += made;
        result.processes = holders.size();
    }
    const std::string suffix = ", " + std::to_string(result.live) + " other events";
    result.paths = {{"create, close" + suffix, time_create(extent.paths)},
                    {"open, close" + suffix, time_open(extent.paths)}};
    result.signal = {"set, wait" + suffix, time_signal(extent.short_calls)};
    return result;
}
