// SPDX-License-Identifier: MIT
#include "kill_latency.hpp"

#include "contender.hpp"
#include "holder.hpp"
#include "meminfo.hpp"
#include "order_statistics.hpp"

#include <chrono>
#include <functional>

#include <unistd.h>

namespace {

using namespace bench;
using milliseconds = std::chrono::duration<double, std::milli>;

/// Kills the holder and asks `is_gone` until it says yes. Returns the patience where it never does.
double time_until(holder& victim, const kill_spec& spec, const std::function<bool()>& is_gone) {
    const auto start = std::chrono::steady_clock::now();
    const auto elapsed = [start] {
        return milliseconds(std::chrono::steady_clock::now() - start).count();
    };
    victim.kill();
    while (!is_gone())
        if (elapsed() >= spec.patience) return spec.patience;
    return elapsed();
}

struct samples {
    std::unique_ptr<contender> subject;
    std::vector<double> memory_free;
    std::vector<double> name_gone;
};

void measure_once(samples& of, const kill_spec& spec) {
    const std::string name = "mapview-bench-kill-" + std::to_string(getpid());
    const auto role = [&] {
        return std::vector<std::string>{"hold-object", of.subject->title(), name,
                                        std::to_string(spec.size)};
    };
    {
        holder victim(role());
        // Others may use a little shared memory meanwhile.
        const std::uint64_t back = meminfo_bytes("Shmem") - spec.size + spec.size / 16;
        of.memory_free.push_back(
            time_until(victim, spec, [&] { return meminfo_bytes("Shmem") <= back; }));
    }
    of.subject->forget(name);
    {
        holder victim(role());
        of.name_gone.push_back(
            time_until(victim, spec, [&] { return !of.subject->exists(victim.report()); }));
    }
    of.subject->forget(name);
}

}  // namespace

std::vector<bench::kill_latency> bench::measure_kill_latency(const kill_spec& spec) {
    std::vector<samples> all(3);
    all[0].subject = make_shm_open();
    all[1].subject = make_memfd();
    all[2].subject = make_mapview_api();

    for (std::size_t round = 0; round < spec.rounds; ++round)
        for (auto& samples : all) measure_once(samples, spec);

    const auto in_time = [&](const std::vector<double>& times) -> std::optional<double> {
        const double middle = median(times);
        return middle < spec.patience ? std::optional(middle) : std::nullopt;
    };
    std::vector<kill_latency> latencies;
    for (const auto& samples : all)
        latencies.push_back(
            {samples.subject->title(), in_time(samples.memory_free), in_time(samples.name_gone)});
    return latencies;
}
