// SPDX-License-Identifier: MIT
#include "round_robin.hpp"

#include "order_statistics.hpp"

#include <algorithm>
#include <chrono>
#include <numeric>
#include <random>

namespace {

using namespace bench;
using microseconds = std::chrono::duration<double, std::micro>;

std::vector<double> run_batch(const entry& entry, std::size_t calls) {
    std::vector<double> samples(calls);
    for (double& sample : samples) {
        const auto start = std::chrono::steady_clock::now();
        entry.call();
        sample = microseconds(std::chrono::steady_clock::now() - start).count();
    }
    return samples;
}

}  // namespace

std::vector<bench::timing> bench::take_turns(const std::vector<entry>& entries, const pace& pace) {
    std::mt19937 random(pace.seed);
    std::vector<std::size_t> order(entries.size());
    std::iota(order.begin(), order.end(), std::size_t{0});

    std::vector<std::vector<double>> samples(entries.size());
    std::vector<std::vector<double>> round_medians(entries.size());
    for (std::size_t round = 0; round <= pace.rounds; ++round) {
        std::shuffle(order.begin(), order.end(), random);
        for (const std::size_t i : order) {
            const auto batch = run_batch(entries[i], pace.batch);
            if (round == 0) continue;
            samples[i].insert(samples[i].end(), batch.begin(), batch.end());
            round_medians[i].push_back(median(batch));
        }
    }

    std::vector<timing> timings;
    for (std::size_t i = 0; i < entries.size(); ++i) {
        std::vector<double> ratios(pace.rounds);
        std::transform(round_medians[i].begin(), round_medians[i].end(), round_medians[0].begin(),
                       ratios.begin(), std::divides<>());
        timings.push_back(
            {entries[i].contender, median(samples[i]), quantile(samples[i], 0.99), median(ratios)});
    }
    return timings;
}
