// bench/steps_main.cpp - where the time of a path goes, system call by system call.
// SPDX-License-Identifier: MIT
#include "contender.hpp"
#include "failure.hpp"
#include "holder.hpp"
#include "order_statistics.hpp"
#include "page.hpp"
#include "processor.hpp"
#include "roles.hpp"
#include "steps.hpp"

#include <algorithm>
#include <cstdio>
#include <stdexcept>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace {

using namespace bench;
using microseconds = std::chrono::duration<double, std::micro>;

constexpr std::size_t repetitions = 5'000;

/// What shm_open does, in calls that can be recorded.
void plain_create(const std::string& path) {
    const int fd = openat(AT_FDCWD, path.c_str(), O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0600);
    check_call(fd >= 0, "openat");
    check_call(ftruncate(fd, page_size) == 0, "ftruncate");
    void* const page = mmap(nullptr, page_size, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    check_call(page != MAP_FAILED, "mmap");
    fill_page(page);
    munmap(page, page_size);
    close(fd);
    check_call(unlinkat(AT_FDCWD, path.c_str(), 0) == 0, "unlinkat");
}

void plain_open(const std::string& path) {
    const int fd = openat(AT_FDCWD, path.c_str(), O_RDONLY | O_CLOEXEC);
    check_call(fd >= 0, "openat");
    struct stat status;
    check_call(fstat(fd, &status) == 0, "fstat");
    void* const page = mmap(nullptr, page_size, PROT_READ, MAP_SHARED, fd, 0);
    check_call(page != MAP_FAILED, "mmap");
    read_page(page);
    munmap(page, page_size);
    close(fd);
}

struct row {
    std::string call;
    std::vector<double> own;     ///< before the call, in the program
    std::vector<double> kernel;  ///< in the call
};

/// Medians over many runs that all made the same calls in the same order.
void print_steps(const char* title, const std::function<void()>& path) {
    path();
    std::vector<row> rows;
    for (const step& step : record_steps(path)) rows.push_back({describe(step), {}, {}});
    std::vector<double> last;
    std::vector<double> totals;
    for (std::size_t i = 0; i < repetitions; ++i) {
        const auto start = std::chrono::steady_clock::now();
        const auto steps = record_steps(path);
        const auto stop = std::chrono::steady_clock::now();
        const auto same_call = [](const row& row, const step& step) {
            return row.call == describe(step);
        };
        if (!std::equal(rows.begin(), rows.end(), steps.begin(), steps.end(), same_call)) continue;
        auto before = start;
        for (std::size_t j = 0; j < steps.size(); ++j) {
            rows[j].own.push_back(microseconds(steps[j].begin - before).count());
            rows[j].kernel.push_back(microseconds(steps[j].end - steps[j].begin).count());
            before = steps[j].end;
        }
        last.push_back(microseconds(stop - before).count());
        totals.push_back(microseconds(stop - start).count());
    }
    check(!totals.empty(), "the path makes other calls each time");

    const double total = median(totals);
    double kernel = 0;
    std::printf("\n%s\n\n| %-26s | in the kernel, us | share | before it, us |\n", title, "call");
    std::printf("| -------------------------- | ----------------- | ----- | ------------- |\n");
    for (const row& row : rows) {
        const double in_call = median(row.kernel);
        kernel += in_call;
        std::printf("| %-26s | %17.2f | %4.0f%% | %13.2f |\n", row.call.c_str(), in_call,
                    100 * in_call / total, median(row.own));
    }
    std::printf("| %-26s | %17s | %5s | %13.2f |\n", "(to the end)", "", "", median(last));
    std::printf("| %-26s | %17.2f | %4.0f%% | %13.2f |\n", "all", kernel, 100 * kernel / total,
                total - kernel);
}

int print_all() {
    const std::string suffix = "mapview-bench-steps-" + std::to_string(getpid());
    const std::string plain = "/dev/shm/" + suffix;
    const auto shm = make_shm_open();
    const auto ours = make_mapview_api();
    const holder shm_holder({"hold-object", shm->title(), suffix + "-held", "4096"});
    const holder our_holder({"hold-object", ours->title(), suffix + "-held", "4096"});
    pin_to_processor(0);
    print_steps("### create, plain", [&] { plain_create(plain); });
    print_steps("### create, mapview", [&] { ours->create(suffix); });
    print_steps("### open, plain", [&] { plain_open(plain + "-held"); });
    print_steps("### open, mapview", [&] { ours->open(our_holder.report()); });
    print_steps("### open a name that is not there, mapview", [&] { ours->exists(suffix); });
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    const std::vector<std::string> words(argv + 1, argv + argc);
    if (is_role(words)) return play_role(words);
    try {
        return print_all();
    } catch (const std::exception& e) {
        std::fprintf(stderr, "mapview-bench-steps: %s\n", e.what());
        return 1;
    }
}
