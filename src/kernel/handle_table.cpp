// SPDX-License-Identifier: MIT
#include "kernel/handle_table.hpp"

#include "kernel/file_rights.hpp"
#include "kernel/fork_guard.hpp"
#include "kernel/inherited_handle.hpp"
#include "kernel/parked.hpp"
#include "kernel/reserved_number.hpp"
#include "kernel/sent_handle.hpp"
#include "kernel/waitable_cache.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <mutex>
#include <unordered_map>

namespace mapview::kernel {
namespace {

class handle_table {
  public:
    void add(std::shared_ptr<object_handle> handle) {
        const std::scoped_lock lock(lock_);
        auto& slot = handles_[handle->number()];
        if (slot) {  // the number is new, so the program has closed the descriptor
            reserved_.erase(slot->reserved_number());
            slot->forget();
            waitable_cache::handle_was_closed();
        }
        if (handle->reserved_number() >= 0) reserved_[handle->reserved_number()] = handle->number();
        slot = std::move(handle);
    }

    std::shared_ptr<object_handle> find(int number) {
        const std::scoped_lock lock(lock_);
        if (number >= first_reserved_number) {
            const auto named = reserved_.find(number);
            if (named == reserved_.end()) return nullptr;
            number = named->second;
        }
        const auto found = handles_.find(number);
        return found == handles_.end() ? nullptr : found->second;
    }

    void remove(const object_handle& handle) {
        const std::scoped_lock lock(lock_);
        reserved_.erase(handle.reserved_number());
        handles_.erase(handle.number());
        waitable_cache::handle_was_closed();
    }

    std::vector<std::shared_ptr<object_handle>> all() {
        const std::scoped_lock lock(lock_);
        std::vector<std::shared_ptr<object_handle>> found;
        for (const auto& [number, handle] : handles_) found.push_back(handle);
        return found;
    }

  private:
    std::mutex lock_;
    std::unordered_map<int, std::shared_ptr<object_handle>> handles_;  // by descriptor
    std::unordered_map<int, int> reserved_;  // the descriptors of numbers that others gave
};

// Never destroyed: handles that are open at exit are the kernel's to close.
handle_table& handles() {
    static auto* const table = new handle_table;
    return *table;
}

void set_close_on_exec(int fd, bool on) noexcept {
    const int flags = ::fcntl(fd, F_GETFD);
    ::fcntl(fd, F_SETFD, on ? flags | FD_CLOEXEC : flags & ~FD_CLOEXEC);
}

}  // namespace

object_handle::object_handle(descriptor memory, std::uint64_t size,
                             std::optional<registration> place, std::string type, rights granted,
                             bool inheritable, bool adopted)
    : memory_(std::move(memory)),
      size_(size),
      place_(std::move(place)),
      type_(std::move(type)),
      granted_(granted),
      born_at_fork_(fork_count()),
      adopted_(adopted),
      inheritable_(inheritable),
      exec_copies_(adopted || inheritable) {
    entered_ = described();
    park_all();
}

object_handle::~object_handle() {
    if (!memory_ || !place_) return;
    const bool copies = exec_copies_ || born_at_fork_ != fork_count();
    leave(*std::move(place_), std::move(memory_), copies);
}

std::shared_ptr<const wait_page> object_handle::page() const {
    const std::scoped_lock lock(page_lock_);
    return page_;
}

void object_handle::keep(std::shared_ptr<const wait_page> page) {
    const std::scoped_lock lock(page_lock_);
    page_ = std::move(page);
}

// For who gets the descriptor and nothing else: after exec, in another process. What is parked
// already may be read by who shares the description.
void object_handle::park_all() noexcept {
    if (!is_memory() || (adopted_ && parked_in(memory_.get()))) return;
    park(memory_.get(),
         {.granted = granted_, .file = file_.get(), .folder = place_ ? place_->folder.get() : -1});
}

void object_handle::keep_file(descriptor file) noexcept {
    file_ = std::move(file);
    park_all();
}

status object_handle::set_inheritable(bool inheritable) noexcept {
    if (inheritable) exec_copies_ = true;  // from now on, for good: an exec may have happened
    // The folder and the file first when it opens, last when it closes: the memory never goes
    // alone.
    if (reservation_ && inheritable) set_close_on_exec(reservation_.get(), false);
    if (folder_ && inheritable) set_close_on_exec(folder_.get(), false);
    if (file_ && inheritable) set_close_on_exec(file_.get(), false);
    if (place_ && inheritable) set_close_on_exec(place_->folder.get(), false);
    set_close_on_exec(memory_.get(), !inheritable);
    if (place_ && !inheritable) set_close_on_exec(place_->folder.get(), true);
    if (file_ && !inheritable) set_close_on_exec(file_.get(), true);
    if (folder_ && !inheritable) set_close_on_exec(folder_.get(), true);
    if (reservation_ && !inheritable) set_close_on_exec(reservation_.get(), true);
    inheritable_ = inheritable;
    return status::success;
}

void object_handle::keep_reserved(int number, descriptor reservation) noexcept {
    note_descriptor(reservation.get(), memory_.get());
    reserved_ = number;
    reservation_ = std::move(reservation);
}

object_handle::description object_handle::described() const noexcept {
    if (type_ != file_type) return {};
    return {identity_of(memory_.get()), rights_of_open_file(memory_.get())};
}

bool object_handle::is_still_there() const noexcept {
    return is_memory() ? is_sealed(memory_.get()) : described() == entered_;
}

void object_handle::forget() noexcept {
    memory_.release();
    folder_.release();
    reservation_.release();
    file_.release();
    if (place_) place_->folder.release();
    place_.reset();
}

int add_handle(std::shared_ptr<object_handle> handle) {
    const int number = handle->number();
    handles().add(std::move(handle));
    return number;
}

std::shared_ptr<object_handle> find_handle(int number) {
    if (number < 0) return nullptr;
    if (auto handle = handles().find(number)) return handle;
    if (number >= first_reserved_number) {
        enter_sent_handle(number);
        return handles().find(number);
    }
    return enter_inherited_handle(number);
}

std::shared_ptr<object_handle> enter_inherited_handle(
    int descriptor, const std::function<void(object_handle&)>& name) {
    // Two that adopt at once would own the same descriptors.
    static std::mutex one_at_a_time;
    const std::scoped_lock lock(one_at_a_time);
    if (auto known = handles().find(descriptor)) return known;
    auto handle = inherited_handle(descriptor);
    if (!handle) return nullptr;
    if (name) name(*handle);
    add_handle(handle);
    return handle;
}

bool is_known_handle(int number) {
    return handles().find(number) != nullptr;
}

std::vector<std::shared_ptr<object_handle>> handles_showing(const file_identity& pages) {
    auto found = handles().all();
    std::erase_if(found, [&](const auto& handle) {
        const int shown = handle->file() >= 0 ? handle->file() : handle->number();
        return identity_of(shown) != pages;
    });
    std::stable_partition(found.begin(), found.end(),
                          [](const auto& handle) { return handle->is_memory(); });
    return found;
}

status close_handle(int number) {
    const fork_guard guard;
    const auto handle = find_handle(number);
    if (!handle || handle->protected_from_close()) return status::invalid_handle;
    handles().remove(*handle);
    return status::success;
}

std::string handle_type(int number) {
    const fork_guard guard;
    const auto handle = find_handle(number);
    return handle ? handle->type() : std::string();
}

status type_and_rights(int number, rights needed, std::string& type) {
    const fork_guard guard;
    const auto handle = find_handle(number);
    if (!handle) return status::invalid_handle;
    type = handle->type();
    return (handle->granted() & needed) == needed ? status::success : status::access_denied;
}

int descriptor_of_handle(int number) {
    const fork_guard guard;
    const auto handle = find_handle(number);
    return handle ? handle->number() : -1;
}

status handle_flags(int number, bool& inheritable, bool& protected_from_close) {
    const fork_guard guard;
    const auto handle = find_handle(number);
    if (!handle) return status::invalid_handle;
    inheritable = handle->inheritable();
    protected_from_close = handle->protected_from_close();
    return status::success;
}

status set_inheritable(int number, bool on) {
    const fork_guard guard;
    const auto handle = find_handle(number);
    return handle ? handle->set_inheritable(on) : status::invalid_handle;
}

status set_protected_from_close(int number, bool on) {
    const fork_guard guard;
    const auto handle = find_handle(number);
    if (!handle) return status::invalid_handle;
    handle->protect_from_close(on);
    return status::success;
}

}  // namespace mapview::kernel
