// SPDX-License-Identifier: MIT
#include "child.hpp"
#include "failure.hpp"
#include "measurements.hpp"
#include "processor.hpp"
#include "relays.hpp"
#include "row_of_calls.hpp"
#include "shared_object.hpp"

#include <semaphore.h>

namespace {

using namespace bench;

constexpr int round_trips = 100;

/// `settle` puts a process where it belongs.
std::vector<timing> time_relays(const std::function<void()>& settle,
                                const std::function<void()>& settle_partner, const pace& pace) {
    check((pace.rounds + 1) * pace.batch * round_trips < most_signals,
          "more round trips than a relay can carry");
    const auto relays = make_relays();
    std::vector<std::unique_ptr<child>> partners;
    std::vector<entry> entries;
    for (const auto& [title, between] : relays) {
        partners.push_back(std::make_unique<child>([&settle_partner, &between = *between] {
            settle_partner();
            for (;;) {
                between.wait(0);
                between.signal(1);
            }
        }));
        entries.push_back({title, in_a_row(round_trips, [&between = *between] {
                               between.signal(0);
                               between.wait(1);
                           })});
    }
    settle();
    return per_call(take_turns(entries, pace), round_trips);
}

/// Long enough that the partner's way out of its sleep, once a row, does not show.
constexpr int spinning_round_trips = 5000;

}  // namespace

std::vector<bench::timed_path> bench::time_round_trips(const processors& where,
                                                       const extent& extent) {
    const auto first = [&] { pin_to_processor(where.first); };
    const auto second = [&] { pin_to_processor(where.second); };
    const auto either = [&] { pin_to_either(where.first, where.second); };
    std::vector<timed_path> paths = {
        {"both on one processor", time_relays(first, first, extent.round_trips)},
        {"each on one of two processors", time_relays(first, second, extent.round_trips)},
        {"both on either of two processors", time_relays(either, either, extent.round_trips)}};
    first();
    return paths;
}

bench::timed_path bench::time_spinning_round_trips(const processors& where, const extent& extent) {
    const auto settle = [&] { pin_to_either(where.first, where.second); };
    struct relay_in_rows {
        std::unique_ptr<relay> between;
        shared_object<sem_t> go;
    };
    std::vector<std::unique_ptr<child>> partners;
    std::vector<entry> entries;
    for (auto& [title, between] : make_spinning_relays()) {
        const auto row = std::make_shared<relay_in_rows>(std::move(between));
        check_call(sem_init(row->go.get(), 1, 0) == 0, "sem_init");
        partners.push_back(std::make_unique<child>([&settle, row] {
            settle();
            for (;;) {
                while (sem_wait(row->go.get()) != 0) check_call(errno == EINTR, "sem_wait");
                for (int i = 0; i < spinning_round_trips; ++i) {
                    row->between->wait(0);
                    row->between->signal(1);
                }
            }
        }));
        entries.push_back({title, [row] {
                               check_call(sem_post(row->go.get()) == 0, "sem_post");
                               for (int i = 0; i < spinning_round_trips; ++i) {
                                   row->between->signal(0);
                                   row->between->wait(1);
                               }
                           }});
    }
    settle();
    timed_path path = {"both on either of two processors",
                       per_call(take_turns(entries, extent.round_trips), spinning_round_trips)};
    pin_to_processor(where.first);
    return path;
}
