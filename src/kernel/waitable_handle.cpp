// SPDX-License-Identifier: MIT
#include "kernel/waitable_handle.hpp"

#include "kernel/address_space.hpp"
#include "kernel/descriptor.hpp"
#include "kernel/fork_guard.hpp"
#include "kernel/handle_table.hpp"
#include "kernel/memory_file.hpp"
#include "kernel/mutex.hpp"
#include "kernel/object_directory.hpp"
#include "kernel/object_name.hpp"
#include "kernel/take.hpp"

#include <unistd.h>

#include <bit>
#include <cerrno>
#include <utility>

namespace mapview::kernel {
namespace {

// What is in the page of an object before anybody can see it.
class first_state {
  public:
    explicit first_state(const waitable_request& request) : request_(request) {}
    first_state(const first_state&) = delete;
    first_state& operator=(const first_state&) = delete;
    ~first_state() { undo(); }

    // May come more than once: for memory that did not get the name, because another was first.
    status fill(int memory) {
        undo();
        if (request_.owned) return take_ownership(memory);
        const std::uint32_t value = request_.set ? value_bit::set : request_.count;
        const std::uint32_t maximum = request_.maximum;
        if (value == 0 && maximum == 0) return status::success;  // zeros are there already
        const wait_state state{resting_word(request_.kind, value, 0), value};
        return write(memory, offsetof(shared_cell, maximum), maximum) &&
                       write(memory, offsetof(shared_cell, state), state)
                   ? status::success
                   : status_of(errno);
    }

    // The object lives: what is owned stays so.
    std::shared_ptr<const wait_page> keep() { return std::exchange(page_, nullptr); }

  private:
    // The robust list must know of it before anybody else can.
    status take_ownership(int memory) {
        const status mapped = wait_page::map(memory, page_);
        if (mapped != status::success) return mapped;
        const waitable mutex{page_->cell(), page_->memory(), wait_kind::mutex};
        if (take_mutex(this_thread(), mutex, false) == taken::yes) return status::success;
        page_.reset();
        return status::no_system_resources;
    }

    void undo() {
        if (!page_) return;
        release_mutex({page_->cell(), page_->memory(), wait_kind::mutex});
        page_.reset();
    }

    template <class Value>
    static bool write(int memory, std::size_t at, const Value& value) {
        const std::size_t cell = page_size() - sizeof(shared_cell);
        return ::pwrite(memory, &value, sizeof value, static_cast<off_t>(cell + at)) ==
               ssize_t{sizeof value};
    }

    const waitable_request& request_;
    std::shared_ptr<const wait_page> page_;
};

status add_waitable(named_memory opened, wait_kind wanted, rights granted, bool inheritable,
                    std::shared_ptr<const wait_page> page, int& handle) {
    const auto kind = waitable_of_type(opened.type);
    if (!kind || !same_family(*kind, wanted) || opened.size != page_size()) {
        leave(std::move(opened.place), std::move(opened.memory), inheritable);
        return status::invalid_handle;
    }
    auto entry = std::make_shared<object_handle>(std::move(opened.memory), opened.size,
                                                 std::move(opened.place), std::move(opened.type),
                                                 granted, inheritable, false);
    entry->keep(std::move(page));
    handle = add_handle(std::move(entry));
    return status::success;
}

status create_unnamed(const waitable_request& request, const memory_spec& spec, first_state& state,
                      int& handle) {
    descriptor memory;
    if (const status made = make_memory(spec, {}, memory); made != status::success) return made;
    auto entry = std::make_shared<object_handle>(std::move(memory), spec.size, std::nullopt,
                                                 std::string(spec.type), request.granted,
                                                 request.inheritable, false);
    entry->keep(state.keep());
    handle = add_handle(std::move(entry));
    return status::success;
}

// Every process that may use the object in any way writes to its page.
constexpr open_mode mode_for(bool inheritable) {
    return {.writable = true, .inheritable = inheritable};
}

}  // namespace

status create_waitable(const waitable_request& request, int& handle, bool& existed) {
    if (this_thread().list == nullptr) return status::not_supported;
    const fork_guard guard;
    object_name name;
    if (!request.name.empty()) {
        const status parsed = parse_object_name(request.name, name);
        if (parsed != status::success) return parsed;
    }
    first_state state(request);
    const memory_spec spec{.type = type_of_waitable(request.kind),
                           .size = page_size(),
                           .executable = false,
                           .inheritable = request.inheritable,
                           .fill = [&](int memory) { return state.fill(memory); }};
    existed = false;
    if (request.name.empty()) return create_unnamed(request, spec, state, handle);

    named_memory opened;
    const status result = open_or_make_named(name, mode_for(request.inheritable), spec, opened);
    if (result != status::success) return result;
    existed = !opened.made;
    auto page = opened.made ? state.keep() : nullptr;
    return add_waitable(std::move(opened), request.kind, request.granted, request.inheritable,
                        std::move(page), handle);
}

status open_waitable(std::u16string_view text, wait_kind kind, rights granted, bool inheritable,
                     int& handle) {
    const fork_guard guard;
    object_name name;
    if (const status parsed = parse_object_name(text, name); parsed != status::success)
        return parsed;
    named_memory opened;
    const status result = open_named(name, mode_for(inheritable), opened);
    if (result != status::success) return result;
    return add_waitable(std::move(opened), kind, granted, inheritable, nullptr, handle);
}

status find_waitable(int number, rights needed, known_waitable& found) {
    const fork_guard guard;
    const std::uint64_t closings = waitable_cache::closings_so_far();
    const auto handle = find_handle(number);
    if (!handle) return status::invalid_handle;
    if ((handle->granted() & needed) != needed) return status::access_denied;
    const auto kind = waitable_of_type(handle->type());
    if (!kind || handle->size() != page_size()) return status::invalid_handle;

    auto page = handle->page();
    if (!page) {
        const status mapped = wait_page::map(handle->number(), page);
        if (mapped != status::success) return mapped;
        handle->keep(page);
    }
    if (this_thread().list == nullptr) return status::not_supported;
    found = {number, handle->granted(), {page->cell(), page->memory(), *kind}, std::move(page)};
    waitable_cache::remember(found, closings);
    return status::success;
}

}  // namespace mapview::kernel
