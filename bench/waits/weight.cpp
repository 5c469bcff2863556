// SPDX-License-Identifier: MIT
#include "measurements.hpp"
#include "own_name.hpp"

#include <mapview/event.hpp>
#include <mapview/mutex.hpp>
#include <mapview/semaphore.hpp>

#include <windows.h>

namespace {

using namespace bench;
using mapview::event;

event used(event one) {
    one.set();
    one.wait();
    return one;
}

std::string numbered(const char* what, std::size_t number) {
    return own_name(std::string("weight-") + what + '-' + std::to_string(number));
}

event new_event(std::size_t number) {
    return event::create(numbered("event", number));
}

mapview::mutex new_mutex(std::size_t number) {
    auto one = mapview::mutex::create(numbered("mutex", number));
    one.lock();
    one.unlock();
    return one;
}

mapview::semaphore new_semaphore(std::size_t number) {
    auto one = mapview::semaphore::create(numbered("semaphore", number), {});
    one.release();
    one.acquire();
    return one;
}

/// A handle by DuplicateHandle that closes itself.
event duplicate(const event& one) {
    HANDLE twin = nullptr;
    if (!DuplicateHandle(GetCurrentProcess(), one.native_handle(), GetCurrentProcess(), &twin, 0,
                         FALSE, DUPLICATE_SAME_ACCESS))
        throw mapview::error(static_cast<mapview::errc>(GetLastError()), "duplicate event", {});
    return event::from_native_handle(twin);
}

}  // namespace

bench::waitables_weight bench::weigh_waitables(std::size_t count) {
    const std::string name = own_name("weight");
    const event first = used(event::create(name));  // what is paid once is paid now
    return {weigh(count, new_event),
            weigh(count, [](std::size_t i) { return used(new_event(i)); }),
            weigh(count, new_mutex),
            weigh(count, new_semaphore),
            weigh(count, [](std::size_t) { return used(event::create("")); }),
            weigh(count, [&](std::size_t) { return used(event::open(name)); }),
            weigh(count, [&](std::size_t) { return used(duplicate(first)); })};
}
