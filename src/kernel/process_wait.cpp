// SPDX-License-Identifier: MIT
#include "kernel/process_wait.hpp"

#include "kernel/descriptor_alarm.hpp"
#include "kernel/fork_guard.hpp"
#include "kernel/handle_table.hpp"
#include "kernel/pidfd.hpp"
#include "kernel/process.hpp"
#include "kernel/sleep_step.hpp"
#include "kernel/waitable_handle.hpp"

#include <poll.h>

#include <algorithm>
#include <limits>
#include <memory>
#include <vector>

namespace mapview::kernel {
namespace {

constexpr std::uint32_t longest_slice = 5;  // milliseconds

struct waited_process {
    std::shared_ptr<object_handle> handle;
    std::uint8_t index;
};

deadline until(std::uint32_t milliseconds) noexcept {
    return milliseconds == 0 ? deadline::after(0) : deadline_of(milliseconds);
}

std::uint32_t left_until(deadline end) noexcept {
    if (end.is_never()) return endless;
    const timespec time = end.as_timespec();
    const std::int64_t left =
        std::int64_t{time.tv_sec} * 1'000'000'000 + time.tv_nsec - monotonic_now();
    if (left <= 0) return 0;
    return static_cast<std::uint32_t>(
        std::min<std::int64_t>((left + 999'999) / 1'000'000, endless - 1));
}

class mixed_wait {
  public:
    mixed_wait() = default;
    mixed_wait(const mixed_wait&) = delete;
    mixed_wait& operator=(const mixed_wait&) = delete;
    ~mixed_wait() {
        const fork_guard guard;
        known_.clear();
        processes_.clear();
    }

    status find(std::span<const int> numbers) {
        for (std::size_t i = 0; i < numbers.size(); ++i) {
            const auto index = static_cast<std::uint8_t>(i);
            known_waitable found;
            status result = find_waitable(numbers[i], right::synchronize, found);
            if (result == status::invalid_handle) {
                result = find_process(numbers[i], index);
            } else if (result == status::success) {
                objects_.push_back(found.object);
                object_indices_.push_back(index);
                known_.push_back(std::move(found));
            }
            if (result != status::success) return result;
        }
        return status::success;
    }

    bool has_duplicates() const {
        std::vector<pid_t> ids;
        for (const auto& one : processes_) ids.push_back(one.handle->process()->id());
        std::ranges::sort(ids);
        return std::ranges::adjacent_find(ids) != ids.end();
    }

    // An ended process stays so: once each of them is, it is as if there were only the others.
    wait_result for_all(deadline end) {
        if (has_duplicates()) return {wait_result::end::failed, 0, status::invalid_parameter};
        for (const auto& one : processes_) {
            pollfd place{one.handle->number(), POLLIN, 0};
            if (!sleep({&place, 1}, end)) return {wait_result::end::timed_out};
        }
        if (objects_.empty()) return {wait_result::end::satisfied};
        return wait_all(objects_, left_until(end));
    }

    wait_result for_any(deadline end) {
        const wait_result result = look();
        if (result.how != wait_result::end::timed_out || end.has_passed()) return result;
        if (objects_.empty()) return for_any_process(end);
        std::vector<int> descriptors;
        for (const auto& one : processes_) descriptors.push_back(one.handle->number());
        const descriptor_alarm alarm(descriptors);
        return alarm.is_set() ? sleep_on_both(alarm, end) : look_in_slices(end);
    }

  private:
    wait_result for_any_process(deadline end) {
        std::vector<pollfd> places;
        for (const auto& one : processes_) places.push_back({one.handle->number(), POLLIN, 0});
        sleep(places, end);
        return look();
    }

    wait_result sleep_on_both(const descriptor_alarm& alarm, deadline end) {
        wait_result result = renamed(wait_any(objects_, left_until(end), &alarm.place()));
        if (result.how != wait_result::end::timed_out) return result;
        result = look();
        if (result.how != wait_result::end::timed_out || end.has_passed()) return result;
        return look_in_slices(end);  // the kernel could not watch one of the processes
    }

    wait_result look_in_slices(deadline end) {
        for (std::uint32_t slice = 1;; slice = std::min(2 * slice, longest_slice)) {
            wait_result result = renamed(wait_any(objects_, std::min(slice, left_until(end))));
            if (result.how != wait_result::end::timed_out) return result;
            result = look();
            if (result.how != wait_result::end::timed_out || end.has_passed()) return result;
        }
    }

    status find_process(int number, std::uint8_t index) {
        const fork_guard guard;
        auto handle = find_handle(number);
        if (!handle || !handle->is_process()) return status::invalid_handle;
        if ((handle->granted() & right::synchronize) == 0) return status::access_denied;
        processes_.push_back({std::move(handle), index});
        return status::success;
    }

    // Takes the first of all that can be had.
    wait_result look() {
        const auto ended = std::ranges::find_if(
            processes_, [](const waited_process& one) { return has_ended(one.handle->number()); });
        std::size_t before = objects_.size();
        if (ended != processes_.end())
            before = static_cast<std::size_t>(
                std::ranges::lower_bound(object_indices_, ended->index) - object_indices_.begin());
        if (before > 0) {
            const auto taken = renamed(wait_any({objects_.data(), before}, 0));
            if (taken.how != wait_result::end::timed_out) return taken;
        }
        if (ended == processes_.end()) return {wait_result::end::timed_out};
        return {wait_result::end::satisfied, ended->index};
    }

    wait_result renamed(wait_result result) const {
        if (!objects_.empty()) result.index = object_indices_[result.index];
        return result;
    }

    // False where the time is over.
    static bool sleep(std::span<pollfd> places, deadline end) noexcept {
        for (;;) {
            timespec left{};
            const std::uint32_t milliseconds = left_until(end);
            left.tv_sec = milliseconds / 1000;
            left.tv_nsec = static_cast<long>(milliseconds % 1000) * 1'000'000;
            const int ready =
                ::ppoll(places.data(), places.size(), end.is_never() ? nullptr : &left, nullptr);
            if (ready > 0) return true;
            if (ready == 0 && end.has_passed()) return false;
        }
    }

    std::vector<waited_process> processes_;
    std::vector<waitable> objects_;
    std::vector<std::uint8_t> object_indices_;  ///< of each object, in the caller's row
    std::vector<known_waitable> known_;
};

}  // namespace

bool is_process(int number, rights needed) noexcept {
    const fork_guard guard;
    const auto handle = find_handle(number);
    return handle && handle->is_process() && (handle->granted() & needed) == needed;
}

wait_result wait_with_processes(std::span<const int> numbers, bool all,
                                std::uint32_t milliseconds) {
    mixed_wait wait;
    const status found = wait.find(numbers);
    if (found != status::success) return {wait_result::end::failed, 0, found};
    const deadline end = until(milliseconds);
    return all ? wait.for_all(end) : wait.for_any(end);
}

}  // namespace mapview::kernel
