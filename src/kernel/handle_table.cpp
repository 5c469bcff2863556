// SPDX-License-Identifier: MIT
#include "kernel/handle_table.hpp"

#include "kernel/file_rights.hpp"
#include "kernel/fixed_text.hpp"
#include "kernel/fork_guard.hpp"
#include "kernel/inherited_files.hpp"
#include "kernel/mapped_file.hpp"
#include "kernel/memory_file.hpp"
#include "kernel/process.hpp"
#include "kernel/section_type.hpp"
#include "kernel/wait_kind.hpp"
#include "kernel/waitable_cache.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <climits>
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
            slot->forget();
            waitable_cache::handle_was_closed();
        }
        slot = std::move(handle);
    }

    std::shared_ptr<object_handle> find(int number) {
        const std::scoped_lock lock(lock_);
        const auto found = handles_.find(number);
        return found == handles_.end() ? nullptr : found->second;
    }

    void remove(int number) {
        const std::scoped_lock lock(lock_);
        handles_.erase(number);
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
    std::unordered_map<int, std::shared_ptr<object_handle>> handles_;
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

// Not /proc/self, which is empty once the first thread has ended.
fixed_text<48> own_path(int number) noexcept {
    return fixed_text<48>().add("/proc/thread-self/fd/").add(number);
}

rights inherited_rights(int number, std::string_view type) noexcept {
    const auto told = parked::parse(::lseek(number, 0, SEEK_CUR));
    if (const auto kind = waitable_of_type(type)) {
        const rights all = rights_to_all(*kind);
        return told ? told->granted & all : all;
    }
    if (told) return told->granted & (right::all | right::synchronize);
    const auto section = section_of_type(type);
    rights granted = section ? rights_of_creator(*section) : 0;
    if ((::fcntl(number, F_GETFL) & O_ACCMODE) == O_RDONLY) granted &= ~right::map_write;
    return granted;
}

// A standard stream is a handle whatever the program has put there.
std::shared_ptr<object_handle> adopt_file(int number) {
    const bool standard_stream = number <= STDERR_FILENO;
    if (!standard_stream && !came_through_exec(number)) return nullptr;
    const auto granted = rights_of_open_file(number);
    if (!granted) return nullptr;
    auto handle = std::make_shared<object_handle>(descriptor(number), 0, std::nullopt,
                                                  std::string(file_type), *granted, true, true);
    add_handle(handle);
    return handle;
}

std::shared_ptr<object_handle> adopt_process(int number) {
    const int flags = ::fcntl(number, F_GETFD);
    if (flags < 0 || (flags & FD_CLOEXEC) != 0) return nullptr;
    auto process = process_record::of(number);
    if (!process) return nullptr;
    auto handle = std::make_shared<object_handle>(descriptor(number), 0, std::nullopt,
                                                  std::string(process_type), right::all_of_process,
                                                  true, true);
    handle->keep(std::move(process));
    add_handle(handle);
    return handle;
}

// A descriptor that is in no table is a handle all the same where it is memory of ours: exec
// passed it on, or another copy of this library in the same process made it.
std::shared_ptr<object_handle> adopt(int number) {
    std::array<char, PATH_MAX> target;
    const ssize_t length = ::readlink(own_path(number).c_str(), target.data(), target.size());
    memory_tag tag;
    if (length < 0) return nullptr;
    const std::string_view name(target.data(), static_cast<std::size_t>(length));
    if (is_process_descriptor(name)) return adopt_process(number);
    if (!memory_tag::parse(name, tag)) return adopt_file(number);
    if (!is_sealed(number)) return nullptr;
    const file_facts memory = facts_of(number);
    std::optional<registration> place;
    if (!tag.folder.empty()) place = find_inherited(memory.inode);
    const bool inheritable = (::fcntl(number, F_GETFD) & FD_CLOEXEC) == 0;
    auto handle = std::make_shared<object_handle>(
        descriptor(number), memory.size, std::move(place), std::string(tag.type),
        inherited_rights(number, tag.type), inheritable, true);
    const auto section = section_type::parse(tag.type);
    if (section && section->file) {
        const auto told = parked::parse(::lseek(number, 0, SEEK_CUR));
        if (!told || identity_of(told->file) != section->file) {
            handle->forget();
            return nullptr;
        }
        handle->keep_file(descriptor(told->file));
    }
    add_handle(handle);
    return handle;
}

}  // namespace

object_handle::object_handle(descriptor memory, std::uint64_t size,
                             std::optional<registration> place, std::string type, rights granted,
                             bool inheritable, bool has_copies)
    : memory_(std::move(memory)),
      size_(size),
      place_(std::move(place)),
      type_(std::move(type)),
      granted_(granted),
      born_at_fork_(fork_count()),
      inheritable_(inheritable),
      exec_copies_(has_copies || inheritable) {
    if (inheritable) keep_rights_for_exec();
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

void object_handle::keep_rights_for_exec() noexcept {
    if (!is_memory()) return;
    ::lseek(memory_.get(), parked{granted_, file_.get()}.position(), SEEK_SET);
}

void object_handle::keep_file(descriptor file) noexcept {
    file_ = std::move(file);
    keep_rights_for_exec();
}

status object_handle::set_inheritable(bool inheritable) noexcept {
    if (inheritable) {
        exec_copies_ = true;  // from now on, for good: an exec may have happened
        keep_rights_for_exec();
    }
    // The folder and the file first when it opens, last when it closes: the memory never goes
    // alone.
    if (file_ && inheritable) set_close_on_exec(file_.get(), false);
    if (place_ && inheritable) set_close_on_exec(place_->folder.get(), false);
    set_close_on_exec(memory_.get(), !inheritable);
    if (place_ && !inheritable) set_close_on_exec(place_->folder.get(), true);
    if (file_ && !inheritable) set_close_on_exec(file_.get(), true);
    inheritable_ = inheritable;
    return status::success;
}

void object_handle::forget() noexcept {
    memory_.release();
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
    auto handle = handles().find(number);
    return handle ? handle : adopt(number);
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
    handles().remove(number);
    return status::success;
}

namespace {

// The duplicate shares the description, and so the position in the file, as on Windows. Of a file
// it cannot have more rights than that.
status duplicate_descriptor(const object_handle& handle, rights wanted, bool inheritable,
                            int& duplicate) {
    if (!handle.is_process() && (wanted & ~handle.granted()) != 0) return status::access_denied;
    descriptor copy = above_standard_streams(
        descriptor(::fcntl(handle.number(), inheritable ? F_DUPFD : F_DUPFD_CLOEXEC, 0)),
        inheritable);
    if (!copy) return status_of(errno);
    auto made = std::make_shared<object_handle>(std::move(copy), handle.size(), std::nullopt,
                                                handle.type(), wanted, inheritable, false);
    made->keep(handle.process());
    duplicate = add_handle(std::move(made));
    return status::success;
}

}  // namespace

status duplicate_handle(int number, std::optional<rights> granted, bool inheritable,
                        int& duplicate) {
    const fork_guard guard;
    const auto handle = find_handle(number);
    if (!handle) return status::invalid_handle;
    const rights wanted = granted.value_or(handle->granted());
    if (!handle->is_memory()) return duplicate_descriptor(*handle, wanted, inheritable, duplicate);
    const open_mode mode{waitable_of_type(handle->type()).has_value() ||
                             (wanted & right::map_write) != 0,
                         inheritable};

    const descriptor proc(::open("/proc", O_PATH | O_DIRECTORY | O_CLOEXEC));
    descriptor memory = proc ? reopen_memory(proc.get(), number, mode) : descriptor();
    if (!memory) return errno == ENOENT ? status::not_supported : status_of(errno);

    descriptor file;
    if (handle->file() >= 0) {
        const auto page = section_of_type(handle->type());
        const bool writable = mode.writable && page && allows(*page, protection::read_write);
        const status opened = open_mapped(handle->file(), {writable, inheritable}, file);
        if (opened != status::success) return opened;
    }
    std::optional<registration> place;
    if (handle->place()) {
        const status joined =
            join(*handle->place(), mode, memory.get(), handle->type(), place.emplace());
        if (joined != status::success) return joined;
    }
    auto copy = std::make_shared<object_handle>(std::move(memory), handle->size(), std::move(place),
                                                handle->type(), wanted, inheritable, false);
    if (file) copy->keep_file(std::move(file));
    duplicate = add_handle(std::move(copy));
    return status::success;
}

std::string handle_type(int number) {
    const fork_guard guard;
    const auto handle = find_handle(number);
    return handle ? handle->type() : std::string();
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
