// SPDX-License-Identifier: MIT
#include "kernel/fork_guard.hpp"
#include "kernel/process_wait.hpp"
#include "kernel/waitable_handle.hpp"

#include <array>
#include <vector>

namespace mapview::kernel {
namespace {

// The objects of some handles, all of them mapped while this lives.
class waited_objects {
  public:
    waited_objects() = default;
    waited_objects(const waited_objects&) = delete;
    waited_objects& operator=(const waited_objects&) = delete;
    ~waited_objects() {
        if (held_.empty()) return;
        const fork_guard guard;
        held_.clear();
    }

    status find(std::span<const int> numbers) {
        count_ = numbers.size();
        const status remembered = remember(numbers);
        return remembered == status::invalid_handle ? look_up(numbers) : remembered;
    }

    std::span<const waitable> objects() const noexcept { return {objects_.data(), count_}; }

  private:
    // What this thread remembers keeps the pages mapped, as it forgets nothing while it waits.
    // invalid_handle where it does not remember all.
    status remember(std::span<const int> numbers) noexcept {
        for (std::size_t i = 0; i < count_; ++i) {
            const known_waitable* const known = waitable_cache::find(numbers[i]);
            if (known == nullptr) return status::invalid_handle;
            if ((known->granted & right::synchronize) == 0) return status::access_denied;
            objects_[i] = known->object;
        }
        return status::success;
    }

    status look_up(std::span<const int> numbers) {
        held_.resize(count_);
        for (std::size_t i = 0; i < count_; ++i) {
            const status found = find_waitable(numbers[i], right::synchronize, held_[i]);
            if (found != status::success) return found;
            objects_[i] = held_[i].object;
        }
        return status::success;
    }

    std::size_t count_ = 0;
    std::array<waitable, most_waitables> objects_;
    std::vector<known_waitable> held_;
};

}  // namespace

wait_result wait_for_handles(std::span<const int> numbers, bool all, std::uint32_t milliseconds) {
    if (numbers.empty() || numbers.size() > most_waitables)
        return {wait_result::end::failed, 0, status::invalid_parameter};
    waited_objects waited;
    const status found = waited.find(numbers);
    if (found == status::invalid_handle) return wait_with_processes(numbers, all, milliseconds);
    if (found != status::success) return {wait_result::end::failed, 0, found};
    return all ? wait_all(waited.objects(), milliseconds)
               : wait_any(waited.objects(), milliseconds);
}

}  // namespace mapview::kernel
