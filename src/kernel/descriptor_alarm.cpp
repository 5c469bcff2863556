// SPDX-License-Identifier: MIT
#include "kernel/descriptor_alarm.hpp"

#include <poll.h>

namespace mapview::kernel {
namespace {

using request_row = std::array<io_uring_sqe, io_ring::most_requests>;

io_uring_sqe watch(int descriptor, std::uint64_t name) noexcept {
    io_uring_sqe request{};
    request.opcode = IORING_OP_POLL_ADD;
    request.fd = descriptor;
    request.poll32_events = POLLIN;
    request.user_data = name;
    return request;
}

io_uring_sqe stop_watching(std::uint64_t name) noexcept {
    io_uring_sqe request{};
    request.opcode = IORING_OP_POLL_REMOVE;
    request.fd = -1;
    request.addr = name;
    request.user_data = name;
    return request;
}

}  // namespace

descriptor_alarm::descriptor_alarm(std::span<const int> descriptors) noexcept
    : ring_(io_ring::of_this_thread()), count_(static_cast<std::uint32_t>(descriptors.size())) {
    if (ring_ == nullptr) return;
    place_ = ring_->completions();
    request_row requests;
    for (std::uint32_t i = 0; i < count_; ++i) requests[i] = watch(descriptors[i], i);
    if (!ring_->submit({requests.data(), count_})) ring_ = nullptr;
}

// The kernel is done with what is watched no more by the time that the call returns, so the next
// alarm of this thread does not hear of it.
descriptor_alarm::~descriptor_alarm() {
    if (ring_ == nullptr) return;
    if (ring_->completions().expected - place_.expected == count_) return;  // all were readable
    request_row requests;
    for (std::uint32_t i = 0; i < count_; ++i) requests[i] = stop_watching(i);
    ring_->submit({requests.data(), count_});
}

}  // namespace mapview::kernel
